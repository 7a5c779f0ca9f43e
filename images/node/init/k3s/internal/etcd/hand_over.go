package etcd

import (
	"context"
	"errors"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"
)

// A member that does not answer by then is left out: who is told to end has little time.
const answerPatience = 300 * time.Millisecond

// HandOver moves leadership from the member beside this server to one that answers. An etcd that is told to end does so by
// itself, but not before its clients have let go of it, and the apiserver beside it ends later than it has time.
func HandOver(ctx context.Context, access Access) error {
	client, err := access.Client(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	local, err := Status(ctx, client, localEndpoint)
	if err != nil || local.Leader != local.Header.MemberId {
		return err
	}
	list, err := Members(ctx, client)
	if err != nil {
		return err
	}
	for _, member := range list.Members {
		if member.ID == local.Leader || member.IsLearner || !answers(ctx, client, member) {
			continue
		}
		_, err := client.MoveLeader(ctx, member.ID)
		return err
	}
	return errors.New("no other member answers")
}

func answers(ctx context.Context, client *clientv3.Client, member *pb.Member) bool {
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	for _, url := range member.ClientURLs {
		if _, err := Status(ctx, client, url); err == nil {
			return true
		}
	}
	return false
}

package portcert

import (
	"context"
	"maps"
	"net/http"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
)

const (
	namespace = "kube-system"
	name      = "k3s-serving"
	secrets   = "/api/v1/namespaces/" + namespace + "/secrets"
)

const (
	expiryCheck = 6 * time.Hour
	watchPause  = time.Second

	conflictRetries = 5
)

// Follow keeps the file and the cluster's Secret the same until ctx ends.
func (c *Certificate) Follow(ctx context.Context, client *kube.Client) {
	changes := make(chan Secret)
	go func() {
		for ctx.Err() == nil {
			err := kube.Watch(ctx, client, secrets, name, func(_ string, secret Secret) {
				select {
				case changes <- secret:
				case <-ctx.Done():
				}
			})
			log.Debugf("watch of secret %s/%s: %v", namespace, name, err)
			pause(ctx, watchPause)
		}
	}()
	secret := c.held()
	for {
		err := c.sync(ctx, client, secret)
		for range conflictRetries {
			if !kube.IsStatus(err, http.StatusConflict) {
				break
			}
			err = c.sync(ctx, client, secret) // another server was faster
		}
		if err != nil && ctx.Err() == nil {
			log.Errorf("Failed to update Secret %s/%s: %v", namespace, name, err)
		}
		select {
		case <-ctx.Done():
			return
		case secret = <-changes:
		case <-time.After(expiryCheck):
			secret = c.renewed()
		}
	}
}

// renewed is what this server holds, with a new certificate when it needs one.
func (c *Certificate) renewed() Secret {
	held := c.held()
	if held.isStatic() || !held.ends(c.issuer.now()) {
		return held
	}
	renewed, err := c.issuer.issue(held, nil)
	if err != nil {
		log.Errorf("failed to check and renew dynamic cert: %v", err)
		return held
	}
	return renewed
}

// sync brings a Secret, what this server holds and what the cluster has together.
func (c *Certificate) sync(ctx context.Context, client *kube.Client, secret Secret) error {
	if merged, changed, err := c.issuer.merge(c.held(), secret); err == nil && changed {
		secret = merged
	}
	stored := Secret{Metadata: Metadata{Name: name, Namespace: namespace}}
	err := client.Get(ctx, secrets+"/"+name, &stored)
	isNew := kube.IsStatus(err, http.StatusNotFound)
	if err != nil && !isNew {
		return err
	}
	if stored.isWhole() {
		merged, changed, err := c.issuer.merge(stored, secret)
		if err != nil {
			return err
		}
		if !changed {
			return c.take(merged)
		}
		secret = merged
	}
	if !secret.isWhole() {
		return nil
	}
	if !isNew && maps.Equal(stored.Metadata.Annotations, secret.Metadata.Annotations) {
		return c.take(stored)
	}
	stored.APIVersion, stored.Kind, stored.Type = "v1", "Secret", secret.Type
	stored.Metadata.Annotations, stored.Data = secret.Metadata.Annotations, secret.Data
	if isNew {
		err = client.Create(ctx, secrets, stored, &stored)
	} else {
		err = client.Update(ctx, secrets+"/"+name, stored, &stored)
	}
	if err != nil {
		return err
	}
	return c.take(stored)
}

func pause(ctx context.Context, duration time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(duration):
	}
}

import { Client, credentials, type ServiceError } from '@grpc/grpc-js'
import protobuf from 'protobufjs'
import type { Identity } from './protocol.ts'

/** A member that says nothing of itself for longer counts as silent. */
const statusDeadlineMs = 2000

// The few fields of etcd's rpc.proto that the harness reads; numbers as published by etcd-io/etcd, api/etcdserverpb.
const schema = protobuf.parse(`
  syntax = "proto3";
  message Empty {}
  message Header { uint64 cluster_id = 1; uint64 member_id = 2; int64 revision = 3; uint64 raft_term = 4; }
  message StatusResponse { Header header = 1; uint64 leader = 4; uint64 raft_term = 6; bool is_learner = 10; }
  message MemberListRequest { bool linearizable = 1; }
  message Member { uint64 id = 1; string name = 2; repeated string peer_urls = 3; bool is_learner = 5; }
  message AlarmRequest { uint32 action = 1; uint64 member_id = 2; uint32 alarm = 3; }
  message AlarmMember { uint64 member_id = 1; uint32 alarm = 2; }
  message AlarmResponse { Header header = 1; repeated AlarmMember alarms = 2; }
  message MemberListResponse { Header header = 1; repeated Member members = 2; }
`).root

/** AlarmRequest.action, and the alarm NOSPACE. */
const alarmActions = { on: 1, off: 2 } as const
const outOfSpace = 1

interface Status {
  member: string
  leader: string
  term: string
}

interface Member {
  id: string
  name: string
  voter: boolean
}

/** One etcd member over gRPC with mutual TLS. Ids come as decimal strings: they exceed 2^53. */
export class EtcdClient {
  readonly #client: Client

  constructor(host: string, identity: Identity, port: number) {
    const secure = credentials.createSsl(
      Buffer.from(identity.ca),
      Buffer.from(identity.key),
      Buffer.from(identity.cert),
    )
    this.#client = new Client(`${host}:${port}`, secure, {
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 500,
    })
  }

  /** What this member says of itself; answered without a quorum. */
  async status(): Promise<Status> {
    const { header, leader, raftTerm } = (await this.#call('Maintenance/Status', 'Empty', {}, 'StatusResponse')) as {
      header: { memberId: string }
      leader: string
      raftTerm: string
    }
    return { member: header.memberId, leader, term: raftTerm }
  }

  /** The members as a quorum knows them. */
  async members(): Promise<Member[]> {
    const { members } = (await this.#call(
      'Cluster/MemberList',
      'MemberListRequest',
      { linearizable: true },
      'MemberListResponse',
    )) as { members: { id: string; name: string; isLearner: boolean }[] }
    return members.map(({ id, name, isLearner }) => ({ id, name, voter: !isLearner }))
  }

  /** Raises or disarms a member's alarm that it is out of space; without that, ids of the members whose alarm is on. */
  async spaceAlarm(set?: 'on' | 'off', member = '0'): Promise<string[]> {
    const action = set === undefined ? 0 : alarmActions[set]
    const request = { action, memberId: member, alarm: outOfSpace }
    const { alarms } = (await this.#call('Maintenance/Alarm', 'AlarmRequest', request, 'AlarmResponse')) as {
      alarms: { memberId: string; alarm: number }[]
    }
    return alarms.filter(({ alarm }) => alarm === outOfSpace).map(({ memberId }) => memberId)
  }

  close(): void {
    this.#client.close()
  }

  #call(method: string, requestType: string, request: object, responseType: string): Promise<unknown> {
    const Request = schema.lookupType(requestType)
    const Response = schema.lookupType(responseType)
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        `/etcdserverpb.${method}`,
        (message: object) => Buffer.from(Request.encode(Request.create(message)).finish()),
        (bytes: Buffer) => Response.toObject(Response.decode(bytes), { longs: String, defaults: true, arrays: true }),
        request,
        { deadline: Date.now() + statusDeadlineMs },
        (error: ServiceError | null, answer?: unknown) => (error ? reject(error) : resolve(answer)),
      )
    })
  }
}

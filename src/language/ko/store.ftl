### Korean words of the findings: this host's store and settings, the roots and intermediates, the policy, and the run itself

## check/host_tls.rs

host-tls--on =
    .observed = TLS 1.2를 끄는 설정이 없습니다
    .required = 클라이언트와 서버 양쪽에서 최소 TLS 1.2

host-tls--off =
    .observed = 다음 설정 때문에 TLS 1.2가 꺼져 있습니다: { $switches }
    .required = 클라이언트와 서버 양쪽에서 최소 TLS 1.2
    .next = 설정을 기본값으로 되돌리고 호스트를 다시 시작하세요. TLS 1.2가 없으면 서비스로 가는 메일이 멈춥니다.

host-tls--weakened =
    .observed = 다음 설정 때문에 .NET이 시스템에서 제공하는 TLS 버전을 모두 사용하지는 않습니다: { $switches }
    .required = 클라이언트와 서버 양쪽에서 최소 TLS 1.2
    .next = SchUseStrongCrypto 및 SystemDefaultTlsVersions 값을 1로 설정하세요.

host-tls--not-known =
    .observed = 읽지 못했습니다: { $switches }
    .required = 클라이언트와 서버 양쪽에서 최소 TLS 1.2
    .next = 이 설정을 읽을 권한이 있는 계정으로 실행하세요.

## check/intermediate_present.rs

intermediate-present--in-store =
    .observed = 저장소에 있습니다: { $places }
    .required = 정책 { $line }행: 서비스가 제시하거나, 저장소에 있거나, AIA로 가져올 수 있어야 합니다

intermediate-present--presented =
    .observed = 저장소에는 없지만 다음 서비스가 제시합니다: { $services }
    .required = 정책 { $line }행: 서비스가 제시하거나, 저장소에 있거나, AIA로 가져올 수 있어야 합니다

intermediate-present--by-aia =
    .observed = 저장소에는 없지만 AIA로 가져올 수 있습니다: { $urls }
    .required = 정책 { $line }행: 서비스가 제시하거나, 저장소에 있거나, AIA로 가져올 수 있어야 합니다

intermediate-present--absent =
    .observed = 저장소에 없고 AIA로도 가져오지 못했습니다
    .required = 정책 { $line }행: 서비스가 제시하거나, 저장소에 있거나, AIA로 가져올 수 있어야 합니다
    .next = 서비스가 전체 체인을 제시한다면 할 일이 없습니다. 그렇지 않다면 SHA-256이 { $wanted }인 인증서를 추가하세요.

## check/intermediate_validity.rs

intermediate-validity--valid =
    .observed = 유효 기간: { $from }부터 { $until }까지
    .required = { $at } 시점에 유효해야 하며, 만료가 임박하지 않아야 합니다

intermediate-validity--expired =
    .observed = 유효 기간이 { $at } 시점보다 앞선 { $until }에 끝납니다: 이 인증서를 거치는 인증 경로는 성립할 수 없습니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 더 새로운 정책이 있는지 확인하세요. 서비스가 이미 다른 중간 인증서로 옮겼을 것입니다.

intermediate-validity--not-yet =
    .observed = 유효 기간이 { $at } 시점보다 늦은 { $from }에 시작됩니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 전환 시점과 인증서를 정책의 출처와 비교하세요.

intermediate-validity--ends-soon =
    .observed = 유효 기간이 { $until }에 끝납니다. { $at } 시점에서 { $days }일 뒤입니다
    .required = { $at } 시점에 유효하고, 그 뒤로도 { $soon }일 더 유효해야 합니다
    .next = 곧 다른 중간 인증서로 바뀔 것에 대비하고, 그에 대한 정책이 있는지 확인하세요.

intermediate-validity--expired-since =
    .observed = 요청에 따라 판정한 { $at } 시점에는 유효하지만, 그 뒤 { $until }에 만료되었습니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 현재 인증서에 대해서는 현재 유효한 정책으로 판정하세요.

intermediate-validity--another-valid =
    .observed = 유효 기간이 { $from }부터 { $until }까지여서 { $at } 시점이 포함되지 않습니다; { $issuer } 아래의 다른 중간 인증서가 그 시점에 유효합니다
    .required = { $issuer } 아래의 중간 인증서 중 하나가 { $at } 시점에 유효해야 합니다
    .next = 서비스가 다른 중간 인증서를 제시한다면 할 일이 없습니다.

## check/lead_time.rs

lead-time--time-left =
    .observed = 전환({ $cutover })까지 만 { $days }일 남았습니다
    .required = 아직 변경 작업을 할 수 있도록 { $short }일 넘게 남아 있어야 합니다

lead-time--short =
    .observed = 전환({ $cutover })까지 만 { $days }일 남았습니다
    .required = 아직 변경 작업을 할 수 있도록 { $short }일 넘게 남아 있어야 합니다
    .next = 전환을 막는 문제를 긴급으로 처리하고, 변경할 때마다 다시 실행하세요.

lead-time--passed =
    .observed = 전환({ $cutover })이 이미 지났습니다
    .required = 요구 사항 없음: 지금 중요한 것은 이 호스트가 유효성 검사에 성공하는지 여부입니다

## check/os_chain.rs

os-chain--agrees =
    .observed = { $purposes } 용도로, { $times } 시점에 체인이 구성됩니다
    .required = 로컬 컴퓨터 저장소만으로, Windows가 신뢰하는 루트 인증서까지 이어지는 체인

os-chain--refuses-too =
    .observed = Windows도 { $purposes } 용도의 체인을 거부합니다: { $errors }
    .required = 로컬 컴퓨터 저장소만으로, Windows가 신뢰하는 루트 인증서까지 이어지는 체인
    .next = 이 체인에 대해 다른 검사에서 지적한 문제를 해결하세요.

os-chain--refuses =
    .observed = Windows가 { $purposes } 용도의 체인을 거부합니다: { $errors }; certready는 저장소에서 그 원인을 찾지 못했습니다
    .required = 로컬 컴퓨터 저장소만으로, Windows가 신뢰하는 루트 인증서까지 이어지는 체인
    .next = Windows의 판단을 따르세요. Windows의 서비스도 이 체인을 거부합니다. 위의 오류 문구에 그 이유가 나와 있습니다. certutil -verify 명령으로 더 자세히 볼 수 있습니다.

os-chain--accepts =
    .observed = Windows는 { $purposes } 용도로, { $times } 시점에 이 체인을 받아들이지만, certready가 확인한 내용은 다릅니다: { $ours }
    .required = Windows의 판단과 저장소 내용에 따른 판단이 같아야 합니다
    .next = 오늘은 Windows의 판단을 따르되, 그 판단에 의존하기 전에 둘이 다른 이유를 알아내세요. 그 이유가 계속 유지된다는 보장은 없습니다.

os-chain--failed =
    .observed = Windows에서 판단 결과를 받지 못했습니다: 오류 { $error }
    .required = 로컬 컴퓨터 저장소만으로, Windows가 신뢰하는 루트 인증서까지 이어지는 체인
    .next = 다시 실행하세요. CryptSvc 서비스가 실행 중인지 확인하세요.

os-chain--not-asked =
    .observed = 보관된 실행에서는 Windows에 이 체인을 조회하지 않았습니다
    .required = 로컬 컴퓨터 저장소만으로, Windows가 신뢰하는 루트 인증서까지 이어지는 체인
    .next = 호스트에서 다시 실행하세요.

## check/path_valid.rs

path-valid--holds =
    .observed = 서버 인증서에 대한 인증 경로가 { $at } 시점에 유효합니다: { $path }
    .required = 해지를 제외한 모든 규칙에 맞는, 새 트러스트 앵커까지의 인증 경로

path-valid--broken =
    .observed = { $at } 시점에 유효한, 새 트러스트 앵커까지의 인증 경로가 없습니다: { $broken }: { $fault }
    .required = 해지를 제외한 모든 규칙에 맞는, 새 트러스트 앵커까지의 인증 경로
    .next = 인증서를 정책의 출처와 비교하세요. 인증서가 맞다면 CA에 알리세요. 클라이언트가 이 체인을 거부합니다.

path-valid--not-understood =
    .observed = 새 트러스트 앵커까지의 인증 경로가 { $at } 시점에 유효한지 알 수 없습니다: { $broken }: { $fault }
    .required = 해지를 제외한 모든 규칙에 맞는, 새 트러스트 앵커까지의 인증 경로
    .next = 이 호스트의 클라이언트가 이 체인을 받아들이는지 확인하세요.

path-valid--out-of-time =
    .observed = { $broken } 인증서를 거치는 인증 경로는 { $at } 시점에 성립할 수 없습니다: { $fault }
    .required = 요구 사항 없음: root-validity 및 intermediate-validity 검사에서 다룹니다

## check/policy_current.rs

policy-current--current =
    .observed = 현재 유효한 정책입니다; 내용의 기준일: { $as_of }, 검토 기한: { $review_by }
    .required = 현재 유효하고 검토를 거친 정책

policy-current--superseded =
    .observed = { $successor } 정책으로 대체되었습니다({ $since })
    .required = 현재 유효한 정책: 대체된 정책으로는 현재 인증서에 대해 아무것도 알 수 없습니다
    .next = certready check { $successor } 명령을 실행하세요. 그래도 이 정책을 정책 자체의 날짜 기준으로 판정하려면 --cutover { $cutover } 옵션을 지정하세요.

policy-current--for-its-date =
    .observed = { $successor } 정책으로 대체되었습니다({ $since }); 요청에 따라 { $cutover } 기준으로 판정했습니다
    .required = 현재 유효한 정책(--cutover 옵션으로 정책 자체의 날짜를 지정한 경우는 제외)
    .next = 현재 인증서에 대해서는 certready check { $successor } 명령을 실행하세요.

policy-current--review-due =
    .observed = 내용의 기준일: { $as_of }; 검토 기한이 지났습니다: { $review_by }
    .required = 정책의 review_by: { $review_by }
    .next = 정책을 그 출처와 비교하고, 더 새로운 certready 또는 검토를 마친 정책 파일을 사용하세요.

## check/restart_pending.rs

restart-pending--started-after =
    .observed = 루트 인증서 항목이 { $written }에 마지막으로 기록되었고, MSExchangeTransport 서비스는 { $started }에 시작되었습니다
    .required = 루트 인증서가 추가된 뒤에 전송 서비스가 시작되어야 합니다

restart-pending--pending =
    .observed = 루트 인증서 항목이 { $written }에 마지막으로 기록되었는데, MSExchangeTransport 서비스는 그보다 먼저 { $started }에 시작되었습니다
    .required = 루트 인증서가 추가된 뒤에 전송 서비스가 시작되어야 합니다
    .next = 작업 시간을 정하여 MSExchangeTransport 서비스를 다시 시작하세요. 다시 시작하는 동안 메일이 대기합니다.

restart-pending--no-transport =
    .observed = 이 호스트에서 MSExchangeTransport 서비스가 실행되고 있지 않거나, 루트 인증서의 자체 항목이 없습니다
    .required = 루트 인증서가 추가된 뒤에 전송 서비스가 시작되어야 합니다

restart-pending--not-known =
    .observed = 전송 서비스가 언제부터 실행 중인지 알 수 없습니다: { $why }
    .required = 루트 인증서가 추가된 뒤에 전송 서비스가 시작되어야 합니다
    .next = 이를 조회할 권한이 있는 계정(SYSTEM)으로 실행하세요.

## check/retiring_root.rs

retiring-root--present =
    .observed = 저장소에 있습니다: { $places }
    .required = 정책 { $line }행: 기존 체인이 제시될 수 있는 { $until }까지 저장소에 있어야 합니다

retiring-root--expired =
    .observed = 저장소에 있지만({ $places }) 유효 기간이 끝났으며, 기존 체인은 { $until }까지 제시될 수 있습니다
    .required = 정책 { $line }행: 기존 체인이 제시될 수 있는 { $until }까지 저장소에 있어야 합니다
    .next = 서비스가 아직 이 루트로 이어지는 체인을 제시하는지 확인하세요. 그런 체인은 더 이상 유효성 검사를 통과하지 못합니다.

retiring-root--distrusted =
    .observed = 저장소에 있지만({ $places }), 이 클라이언트가 따르는 루트 인증서 프로그램({ $programme })이 { $on }에 신뢰를 중단했습니다
    .required = 정책 { $line }행: 기존 체인이 제시될 수 있는 { $until }까지 저장소에 있어야 합니다
    .next = 서비스가 아직 이 루트로 이어지는 체인을 제시하는지 확인하세요. 저장소가 업데이트되면 그런 체인이 거부될 수 있습니다.

retiring-root--absent =
    .observed = 저장소에 없습니다. 기존 체인은 { $until }까지 제시될 수 있습니다
    .required = 정책 { $line }행: 기존 체인이 제시될 수 있는 { $until }까지 저장소에 있어야 합니다
    .next = 서비스가 아직 이 루트로 이어지는 체인을 제시하는지 확인하세요. 제시한다면 그때까지 다시 추가해 두세요.

retiring-root--perhaps-unread =
    .observed = 읽을 수 있었던 인증서 중에는 없으며, 저장소의 일부는 확인하지 못했습니다
    .required = 정책 { $line }행: 기존 체인이 제시될 수 있는 { $until }까지 저장소에 있어야 합니다
    .next = 저장소 전체를 읽을 권한이 있는 계정으로 실행하세요.

retiring-root--no-matter =
    .observed = 기존 체인은 { $until } 이후로 더 이상 제시되지 않습니다
    .required = 이번 인증서 교체에는 요구 사항 없음: 다른 서비스의 체인이 이 루트로 이어질 수 있으므로 루트는 그대로 두어야 합니다

## check/root_auto_update.rs

root-auto-update--not-needed =
    .observed = 누락된 새 루트 인증서가 없습니다; 현재 설정: { $settings }
    .required = 모든 새 루트 인증서가 서비스에서 찾는 저장소에 있거나, 이를 가져올 원본에 연결할 수 있어야 합니다

root-auto-update--off-not-needed =
    .observed = 누락된 새 루트 인증서가 없지만, 나중에 누락되는 루트 인증서를 자동으로 가져오지는 않습니다; 현재 설정: { $settings }
    .required = 모든 새 루트 인증서가 서비스에서 찾는 저장소에 있거나, 이를 가져올 원본에 연결할 수 있어야 합니다
    .next = 이번 인증서 교체에는 할 일이 없습니다. 루트 인증서를 수동으로 또는 그룹 정책으로 최신 상태로 유지하세요.

root-auto-update--offered =
    .observed = 누락되었지만, 필요할 때 Windows가 자동으로 가져옵니다: { $source } 위치에서 바로 이 인증서를 제공합니다; 현재 설정: { $settings }
    .required = 모든 새 루트 인증서가 서비스에서 찾는 저장소에 있어야 합니다: 필요할 때 가져오는 방식은 체인에 필요한 순간 네트워크에 문제가 있으면 실패합니다
    .next = 미리 설치해 두세요. { $import }

root-auto-update--not-offered =
    .observed = 누락되었고, 필요할 때도 가져오지 못합니다: { $why }; 현재 설정: { $settings }
    .required = 모든 새 루트 인증서가 서비스에서 찾는 저장소에 있거나, 이를 가져올 원본에 연결할 수 있어야 합니다
    .next = { $import }

root-auto-update--off =
    .observed = 누락되었고, 자동 업데이트가 꺼져 있습니다: { $settings }
    .required = 모든 새 루트 인증서가 서비스에서 찾는 저장소에 있거나, 이를 가져올 원본에 연결할 수 있어야 합니다
    .next = { $import }

root-auto-update--not-known =
    .observed = 누락되었고, 필요할 때 가져올 수 있는지 알 수 없습니다: { $why }; 현재 설정: { $settings }
    .required = 모든 새 루트 인증서가 서비스에서 찾는 저장소에 있거나, 이를 가져올 원본에 연결할 수 있어야 합니다
    .next = 이를 확인할 권한이 있는 계정(SYSTEM)으로 실행하세요. { $import }

## check/root_lookalike.rs

root-lookalike--none =
    .observed = 저장소에 이름은 같고 공개 키가 다른 인증서가 없습니다
    .required = 정책 { $line }행: 이 트러스트 앵커는 이름이 아니라 공개 키로 식별합니다

root-lookalike--beside =
    .observed = 이름은 같고 공개 키가 다른 인증서가 함께 있습니다: { $sha256 }
    .required = 정책 { $line }행: 이 트러스트 앵커는 이름이 아니라 공개 키로 식별합니다
    .next = 그 인증서가 의도적으로 설치된 것이라면 할 일이 없습니다. 이름이 아니라 SHA-256으로 대조하세요.

root-lookalike--instead =
    .observed = 저장소에는 이름만 같고 공개 키가 다른 인증서밖에 없습니다: { $sha256 }
    .required = 정책 { $line }행: 이 트러스트 앵커는 이름이 아니라 공개 키로 식별합니다
    .next = 트러스트 앵커 자체를 추가하세요. 저장소에 있는 인증서로는 새 체인의 유효성을 검사할 수 없습니다.

## check/root_present.rs

root-present--by-certificate =
    .observed = 지정된 인증서 자체가 있습니다: { $sha256 }, 위치: { $places }
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커

root-present--by-key =
    .observed = 공개 키가 일치하는 인증서가 있습니다: 공개 키 { $spki }, 인증서 { $sha256 }, 위치: { $places }
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커

root-present--absent =
    .observed = 없습니다: 정책에 적힌 다이제스트와 일치하는 인증서가 읽은 인증서 { $count }개 중에 없습니다(확인한 위치: { $searched })
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = 다음을 추가하세요: { $certificate }. 추가할 곳은 메일 전송 에이전트(MTA)가 읽는 저장소입니다.

root-present--absent-in-windows =
    .observed = 없습니다: 정책에 적힌 다이제스트와 일치하는 인증서가 읽은 인증서 { $count }개 중에 없고(확인한 위치: { $searched }), 필요할 때 자동으로 가져오지도 못합니다(root-auto-update)
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = { $import }

root-present--on-demand =
    .observed = 읽은 인증서 { $count }개 중에 없습니다(확인한 위치: { $searched }); 체인에 필요할 때 Windows가 자동으로 가져옵니다(root-auto-update)
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = 미리 설치해 두세요. { $import }

root-present--perhaps-on-demand =
    .observed = 읽은 인증서 { $count }개 중에 없습니다(확인한 위치: { $searched }); Windows가 자동으로 가져올지는 알 수 없습니다(root-auto-update)
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = { $import }

root-present--other-store =
    .observed = 서비스가 트러스트 앵커를 찾지 않는 저장소에 있습니다: { $places }
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = { $import }

root-present--passed-over =
    .observed = 있지만({ $places }), 이 저장소를 읽는 프로그램이 건너뛰는 형식이나 이름으로 되어 있습니다
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = docs/trust-store.md의 설명에 따라 저장소의 번들 파일에 PEM 블록(CERTIFICATE)으로 추가하거나 폴더를 다시 해시(rehash)하세요.

root-present--unloadable =
    .observed = 있지만({ $places }), Postfix가 설정에 지정된 항목을 로드하지 못하므로 그 안의 인증서는 모두 사용되지 않습니다: { $why }
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = store-complete 검사의 안내에 따라 설정에 지정된 항목을 고치고 Postfix를 다시 시작하세요.

root-present--perhaps-unread =
    .observed = 읽을 수 있었던 인증서 { $count }개 중에 없습니다; 확인하지 못한 위치: { $unread }
    .required = 정책 { $line }행: 인증서 또는 공개 키의 SHA-256으로 식별되는 이 트러스트 앵커
    .next = 저장소 전체를 읽을 권한이 있는 계정으로 실행하거나, store-complete 검사에서 지적한 문제를 해결하세요.

## check/root_scope.rs

root-scope--of-machine =
    .observed = 이 호스트의 모든 서비스가 읽는 저장소에 있습니다: { $places }
    .required = 로컬 컴퓨터 저장소에 있어야 합니다: 서비스는 개별 계정의 저장소를 읽지 않습니다

root-scope--of-account =
    .observed = { $places } 저장소에만 있습니다: { $account } 계정에서는 보이지만, 다른 계정으로 실행되는 서비스에서는 보이지 않습니다
    .required = 로컬 컴퓨터 저장소에 있어야 합니다: 서비스는 개별 계정의 저장소를 읽지 않습니다
    .next = { $import }

root-scope--nowhere =
    .observed = 트러스트 앵커 저장소 어디에도 없습니다
    .required = 요구 사항 없음: root-present 검사에서 다룹니다

## check/root_trusted.rs

root-trusted--trusted =
    .observed = 이 루트를 허용되지 않는 인증서로 지정한 저장소나 목록이 없고, { $places } 저장소에서 필요한 용도가 모두 허용됩니다
    .required = 로컬 컴퓨터 저장소에서 서버 용도와 클라이언트 용도로 신뢰되어야 합니다

root-trusted--disallowed =
    .observed = 신뢰하지 않을 인증서의 저장소에 있으며, 이 저장소는 모든 트러스트 앵커 저장소보다 우선합니다: { $places }
    .required = 허용되지 않는 인증서(Disallowed) 저장소에 없어야 합니다
    .next = 누가 왜 넣었는지 알아내세요(그룹 정책, 보안 제품, 수동 작업). 그 저장소에 있는 동안에는 다른 저장소의 복사본이 효력을 갖지 못합니다.

root-trusted--listed =
    .observed = Windows가 보관하는 허용되지 않는 인증서 목록에 있습니다
    .required = 허용되지 않는 인증서 목록에 없어야 합니다
    .next = Microsoft의 결정이나 관리자가 지정한 목록에 따라 이 루트는 더 이상 신뢰되지 않습니다. 더 새로운 정책이 있는지 확인하세요.

root-trusted--disallowed-elsewhere =
    .observed = 허용되지 않는 인증서(Disallowed) 저장소에 있습니다: { $places } ({ $what }); Windows 자체 체인 엔진의 판단: { $engine }
    .required = 허용되지 않는 인증서(Disallowed) 저장소에 없어야 합니다
    .next = 누가 왜 넣었는지 알아내세요. 최종 기준은 이 체인에 대한 Windows의 판단입니다(os-chain).

root-trusted--constrained =
    .observed = { $places } 저장소에 이 루트에 대한 제한이 있습니다: { $limits }
    .required = 서버 용도({ $server })와 클라이언트 용도({ $client })로 사용할 수 있어야 합니다: 서비스는 서버로서도 클라이언트로서도 인증서를 제시합니다
    .next = 인증서 속성에서 제한을 해제하세요(certlm.msc의 "이 인증서의 모든 용도를 사용", 영문 "Enable all purposes for this certificate"). 루트 인증서 프로그램이 설정한 제한이라면 더 새로운 정책이 있는지 확인하세요.

root-trusted--constrained-in-part =
    .observed = { $places } 저장소에 이 루트에 대한 제한이 있습니다: { $limits }; 다른 복사본에는 그런 제한이 없으며, Windows 자체 체인 엔진의 판단: { $engine }
    .required = 모든 복사본이 같아야 합니다: Windows가 그중 어느 것을 사용할지 확실하지 않습니다
    .next = 모든 복사본이 같아지도록 제한을 해제하세요.

root-trusted--dated =
    .observed = { $places } 저장소에 이 루트에 대한 제한이 있습니다: { $limits }
    .required = { $at } 시점에 신뢰되어야 하고, 그때까지 발급되는 인증서에 대해서도 신뢰되어야 합니다
    .next = 더 새로운 정책이 있는지 확인하세요. 이 루트에 대한 신뢰에는 끝이 정해져 있습니다.

root-trusted--not-known =
    .observed = 허용되지 않는 인증서 목록에 있는지 알 수 없습니다: { $why }
    .required = 허용되지 않는 인증서 목록에 없어야 합니다
    .next = 목록을 읽을 권한이 있는 계정(SYSTEM)으로 실행하거나, 목록을 읽지 못하는 원인을 확인하세요.

root-trusted--absent =
    .observed = 서비스가 읽는 저장소 어디에도 없습니다
    .required = 요구 사항 없음: root-present 검사에서 다룹니다

## check/root_validity.rs

root-validity--valid =
    .observed = 유효 기간: { $from }부터 { $until }까지
    .required = { $at } 시점에 유효해야 하며, 만료가 임박하지 않아야 합니다

root-validity--expired =
    .observed = 유효 기간이 { $at } 시점보다 앞선 { $until }에 끝납니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 더 새로운 정책이 있는지 확인하세요. 서비스는 만료된 트러스트 앵커로 이어지는 체인을 제시할 수 없습니다.

root-validity--not-yet =
    .observed = 유효 기간이 { $at } 시점보다 늦은 { $from }에 시작됩니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 전환 시점과 인증서를 정책의 출처와 비교하세요.

root-validity--not-yet-today =
    .observed = 유효 기간이 { $from }에 시작됩니다: { $at } 시점에는 유효하지만 오늘은 아직 유효하지 않습니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 서비스가 전환 시점에 비로소 새 체인을 제시한다면 할 일이 없습니다.

root-validity--ends-soon =
    .observed = 유효 기간이 { $until }에 끝납니다. { $at } 시점에서 { $days }일 뒤입니다
    .required = { $at } 시점에 유효하고, 그 뒤로도 { $soon }일 더 유효해야 합니다
    .next = 다음 인증서 교체에 대비하고, 그에 대한 정책이 있는지 확인하세요.

root-validity--not-at-hand =
    .observed = 이 트러스트 앵커 자체의 인증서가 확보되지 않았습니다: 이 호스트에 없고, 정책에는 다른 발급자가 발급한 인증서의 공개 키로만 나와 있으며, 그 인증서들의 만료는 발급자가 정한 것입니다
    .required = 트러스트 앵커가 저장소에 추가될 때까지는 요구 사항 없음(root-present)

root-validity--distrusted =
    .observed = 이 클라이언트가 따르는 루트 인증서 프로그램({ $programme })은 { $on }부터 더 이상 신뢰하지 않습니다({ $source })
    .required = 클라이언트가 따르는 루트 인증서 프로그램에서 { $at } 시점에 신뢰되어야 합니다
    .next = 더 새로운 정책이 있는지 확인하세요. 그 날짜부터 서비스에는 다른 트러스트 앵커로 이어지는 체인이 필요합니다.

root-validity--distrusted-elsewhere =
    .observed = 루트 인증서 프로그램({ $programme })이 { $on }에 신뢰를 중단합니다({ $source }); 이 클라이언트가 따르는 프로그램은 아닙니다
    .required = 클라이언트가 따르는 루트 인증서 프로그램({ $own })에서 { $at } 시점에 신뢰되어야 합니다
    .next = 이 클라이언트에는 할 일이 없습니다. 서비스의 다른 클라이언트는 영향을 받습니다.

## check/run_identity.rs

run-identity--of-service =
    .observed = 계정: { $account } ({ $sid }), 로그온: { $logon }{ $elevated }; { $role }
    .required = 서비스를 실행하는 계정

run-identity--interactive =
    .observed = 계정: { $account } ({ $sid }), 로그온: 대화형{ $elevated }; { $role }: 이 실행 결과는 그 계정에 대한 증거일 뿐입니다
    .required = SYSTEM 및 NetworkService 계정으로 각각 실행: 저장소와 프록시는 계정마다 따로 있습니다
    .next = docs/windows.md의 설명에 따라 작업 스케줄러에서 SYSTEM(S-1-5-18) 및 NetworkService(S-1-5-20) 계정으로 각각 실행하세요.

run-identity--other-account =
    .observed = 계정: { $account } ({ $sid }), 로그온: { $logon }{ $elevated }; { $role }: 이 실행 결과는 그 계정에 대한 증거일 뿐입니다
    .required = SYSTEM 및 NetworkService 계정으로 각각 실행: 저장소와 프록시는 계정마다 따로 있습니다
    .next = docs/windows.md의 설명에 따라 작업 스케줄러에서 SYSTEM(S-1-5-18) 및 NetworkService(S-1-5-20) 계정으로 각각 실행하세요.

run-identity--not-known =
    .observed = 어떤 계정으로 실행 중인지 시스템이 알려 주지 않습니다
    .required = SYSTEM 및 NetworkService 계정으로 각각 실행: 저장소와 프록시는 계정마다 따로 있습니다
    .next = docs/windows.md의 설명에 따라 작업 스케줄러에서 SYSTEM(S-1-5-18) 및 NetworkService(S-1-5-20) 계정으로 각각 실행하세요.

## check/store_complete.rs

store-complete--whole =
    .observed = 인증서 { $count }개를 읽었습니다(확인한 위치: { $searched })
    .required = 사용되는 저장소의 모든 인증서

store-complete--empty =
    .observed = 이 저장소를 읽는 프로그램이 받아들이는 인증서가 하나도 없습니다(확인한 위치: { $searched })
    .required = 트러스트 저장소: 저장소가 없으면 어떤 유효성 검사도 성공하지 못합니다
    .next = 시스템의 CA 인증서를 설치하거나, --trust-store 옵션으로 메일 전송 에이전트(MTA)가 읽는 저장소를 지정하세요.

store-complete--nothing-named =
    .observed = smtp_tls_CAfile 및 smtp_tls_CApath 설정이 비어 있습니다: 시스템 저장소에 무엇이 있든 Postfix는 트러스트 앵커를 로드하지 않습니다
    .required = 트러스트 저장소: 저장소가 없으면 어떤 유효성 검사도 성공하지 못합니다
    .next = main.cf에서 smtp_tls_CApath 또는 smtp_tls_CAfile을 설정하세요. tls_append_default_CA는 둘 중 하나와 함께 설정되어 있을 때만 적용됩니다.

store-complete--unloadable =
    .observed = Postfix가 트러스트 앵커를 로드하지 못하여 TLS 없이 실행됩니다: { $reason }
    .required = 트러스트 저장소: 저장소가 없으면 어떤 유효성 검사도 성공하지 못합니다
    .next = 설정에 지정된 파일을 고치세요. 인증서가 PEM 형식이어야 하고 손상된 블록이 없어야 합니다. 그런 다음 Postfix를 다시 시작하세요.

store-complete--unread =
    .observed = 읽을 수 없었습니다: { $reason }
    .required = 사용되는 저장소의 모든 인증서
    .next = 문제를 해결하세요. 메일 전송 에이전트(MTA)도 같은 곳에서 멈출 수 있습니다.

store-complete--denied =
    .observed = 이 실행에서는 확인하지 못했습니다: { $reason }
    .required = 사용되는 저장소의 모든 인증서
    .next = 위에 표시된 원인을 해결하거나, 메일 전송 에이전트(MTA)의 저장소를 읽을 권한이 있는 계정으로 실행하세요.

store-complete--not-understood =
    .observed = RFC 5280 §4.1에 따른 인증서가 아닌 항목이 있습니다: { $reason }
    .required = 사용되는 저장소의 모든 인증서
    .next = 해당 항목을 확인하세요. 메일 전송 에이전트(MTA)도 이 항목을 사용하지 않습니다.

## evaluate.rs

run-complete--complete =
    .observed = 해당하는 검사를 모두 실행했고, 계획된 대상을 모두 시도했습니다
    .required = 전체 실행: 확인하지 않은 것은 알 수 없습니다

run-complete--narrowed =
    .observed = 요청에 따라 제외했습니다: { $codes }
    .required = 전체 실행: 범위를 좁힌 실행으로는 기껏해야 판정 불가입니다
    .next = 결정하기 전에 --only 및 --skip 옵션 없이 다시 실행하세요.

run-complete--uncollected =
    .observed = 증거에 다음 URL에 관한 내용이 없습니다: { $urls } (증거를 수집한 실행의 계획에 없던 대상입니다)
    .required = 전체 실행: 확인하지 않은 것은 알 수 없습니다
    .next = 같은 정책과 전환 시점으로 certready check 명령을 실행하여 새로 수집하세요.

run-complete--deadline =
    .observed = 모든 대상을 시도하기 전에 전체 실행의 마감 시간이 되었습니다
    .required = 전체 실행: 확인하지 않은 것은 알 수 없습니다
    .next = --deadline 값을 늘려 다시 실행하세요.

run-complete--interrupted =
    .observed = 모든 대상을 시도하기 전에 실행이 중단되었습니다
    .required = 전체 실행: 확인하지 않은 것은 알 수 없습니다
    .next = 다시 실행하고 끝날 때까지 기다리세요.

run-complete--lowered =
    .observed = 정책의 levels 설정이 실패를 { $level } 수준으로 낮췄습니다: { $reason }
    .required = 실패는 해결하거나 기한을 정해 예외로 승인해야 합니다; 수준을 낮추면 결정에 조건이 붙습니다
    .next = 사유를 읽고 지금도 타당한지 판단하세요.

run-complete--waiver-expired =
    .observed = 정책 { $line }행의 예외 승인이 { $until }에 끝났습니다: { $reason }
    .required = 예외 승인은 정해진 날짜까지만 유효합니다
    .next = 예외로 승인했던 문제를 해결하거나, 새로운 사유로 예외 승인을 갱신하세요.

run-complete--waiver-unused =
    .observed = 정책 { $line }행의 예외 승인에 해당하는 실패가 없습니다: { $reason }
    .required = 예외 승인은 실제로 있는 실패를 지정해야 합니다: 코드, 대상, 원인을 보고서에 표시된 그대로 적습니다
    .next = 정책에서 그 예외 승인을 빼거나, 대상과 원인을 바로잡으세요.

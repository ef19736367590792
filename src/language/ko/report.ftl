### Korean words of the report itself, beside those of the findings.

## check/way_out.rs

way-out-instance = 예: { $part }

## render/firewall.rs

title-firewall = 방화벽 변경 요청
firewall-to-be-pasted = 티켓에 붙여 넣기 위한 내용입니다. 이 실행에서 열거나 변경한 것은 없습니다.
firewall-from-words = { $host }, 계정: { $account }; 방화벽에서 보이는 주소를 추가하세요
firewall-why-words = 정책 { $policy }: { $title }
firewall-observed-words = { $observed } ({ $host } 호스트의 시계 기준)
firewall-from = 출발지
head-route = 경로
firewall-why = 사유
firewall-source = 출처
firewall-note = 참고
head-observed = 관찰 시각
firewall-left-out = 제외
firewall-to = 목적지
firewall-by-proxy = 프록시
firewall-addresses = 주소
firewall-for = 필요 URL
firewall-matters = 영향
firewall-evidence-words = { $at }, { $step } 단계, { $cause }: { $observed }
firewall-evidence = 증거
firewall-destination = { $host }, TCP { $port }, 아웃바운드
firewall-destination-name = { $host } (이름 확인, 포트 없음)
firewall-by-the-proxy = 프록시에서 이름을 확인하므로 관찰된 주소 없음
firewall-not-resolved = 없음: 이름이 확인되지 않음
firewall-none-seen = 관찰된 주소 없음
firewall-addresses-seen = { $addresses } (주소는 바뀝니다)
firewall-and = { $one }, { $other }
firewall-redirects = 리디렉션 대상: { $to }
firewall-blocks-group = 진행을 막습니다: 그룹 중 하나만 되면 충분합니다
firewall-blocks = 진행을 막습니다: 현재 상태로는 이 호스트가 준비되어 있지 않습니다
firewall-perhaps = 진행을 막는지 알 수 없습니다: 서비스는 자체 계정으로 통과할 수도 있습니다
firewall-supports = 이 클라이언트 프로필에서는 판정을 좌우하지 않는 실패입니다
firewall-warns = 경고입니다: 진행을 막지 않습니다

## render/html/decision.rs

html-decision = 결정:
html-scope = 범위: 이 결정이 적용되는 대상
title-blockers = 진행을 막는 요인
nothing-blocks = 판정한 항목 중 진행을 막는 것이 없습니다.
html-blockers = 진행을 막는 문제와 이를 해결할 수 있는 담당
html-conditions = 수락하거나 해결해야 할 사항
title-conditions = 조건
html-nothing-done = 큐에서 대기하거나, 거부되거나, 인증 없이 전송되는 메일

## render/html/findings.rs

title-follows-from-that = 그 문제에서 비롯된 검사 결과
title-passed = 통과
html-passed = 요구 사항에 맞는 것으로 확인된 항목
title-not-applicable = 해당 없음
html-not-applicable = 여기에는 해당하지 않는 항목
html-follows = { $above } 검사의 문제에서 비롯된 검사 결과: 그 문제와 함께 해결되며, 해결한 뒤에 다시 확인합니다
detail-at = 대상

## render/html/mod.rs

title-not-proven = 이 보고서로 증명되지 않는 것
title-since = 기준 보고서 이후
title-nothing-done = 아무 조치도 하지 않으면
title-timeline = 타임라인
title-paths = 각 끝점까지의 경로
title-services = 서비스
title-host = 호스트, 계정 및 경로
title-evidence = 증거
html-sections = 이 보고서의 섹션
html-skip = 결정으로 건너뛰기
html-firewall = 방화벽 변경 요청, 일반 텍스트
foot-source = 출처: { $source }.
foot-policy = 정책 { $policy }: { $title }, 내용의 기준일: { $as_of }.
foot-made-by = certready { $tool } 버전에서 작성했으며, 시각은 UTC 기준입니다.

## render/html/tables.rs

not-known = 알 수 없음
html-roots = 이 호스트에서의 각 인증서 상태
digest-key = 공개 키 SHA-256
digest-serial = 일련 번호
nowhere = 어디에도 없음
html-paths = 각 끝점의 단계별 진행 상황: 먼저 실패한 단계가 있으면 나머지 단계는 진행되지 않습니다
html-resolver = { $resolver }의 응답: { $said } ({ $ms } ms)
html-by-method = { $kind } ({ $method })
html-kind = { $kind }, 근거: { $named_by }
html-by-proxy = 프록시: { $proxy }
html-redirect = 리디렉션: { $to }
html-named-by = 근거: { $named_by }
html-services = 각 서비스가 제시하는 인증서
html-host = 관찰한 위치
html-evidence-words = 각 개체는 --evidence로 지정한 폴더에 SHA-256을 이름으로 하여 보관되며, 그 폴더의 내용으로 다시 판정할 수 있습니다.
html-evidence = 이 보고서의 근거가 되는 개체(SHA-256)

## render/html/timeline.rs

html-drawing = { $title }: 그림의 내용을 글로 옮긴 표(UTC)
html-drawing-words = { $title }: { $from }부터 { $until }까지, 기간 { $spans }개와 시점 { $marks }개. 각각의 내용은 아래 표에 글로 나와 있습니다.
html-timeline = 타임라인: { $title }
html-no-end = , 종료 시각 없음
html-to = , { $until }까지

## render/markdown.rs

head-of-what = 대상
head-follows = 예상 결과
head-what = 항목
head-value = 값
foot-source-words = 출처: { $source }
title-decision = 결정: { $word }
head-scope = 범위
head-scope-words = 이 결정이 적용되는 대상
head-sha256 = SHA-256
title-follows-from = { $above } 검사의 문제에서 비롯된 검사 결과
head-level = 수준
head-words = 내용
service-certificate = { $label }, 발급자: { $issuer }, 만료: { $until }

## render/services.rs

service-presents = 제시
endpoint-named-by = 근거
service-greets = 배너

## render/text.rs

title-blocks = 진행을 막는 문제
title-attention = 주의가 필요한 문제
title-notices = 참고할 사항
head-host-words = { $host }, 계정: { $account }, { $os }
head-cutover = 전환
head-phase = 단계
head-client = 클라이언트
head-policy = 정책
head-host = 호스트
head-store = 저장소
head-valid-until = 유효 기한
head-manifest = 매니페스트
days-passed = 지남
days-less-than-one = 하루 미만 남음
days-one = 1일 남음
days-many = { $days }일 남음
phase-before = 배포 전
phase-overlap = 병행 기간: 배포 진행 중
phase-after = 배포 후
observed-one-day-old = { $observed }; { $as_of } 기준으로 판정했으며, 그 시점에서 이 정보는 1일 지났습니다
observed-days-old = { $observed }; { $as_of } 기준으로 판정했으며, 그 시점에서 이 정보는 { $days }일 지났습니다
observed-one-day-before = { $observed }; 이 정보보다 1일 앞선 { $as_of } 기준으로 판정했습니다
observed-days-before = { $observed }; 이 정보보다 { $days }일 앞선 { $as_of } 기준으로 판정했습니다
store-whole = { $origin } (인증서 { $count }개)
store-one-unread = { $origin } (인증서 { $count }개; 1곳을 읽지 못함)
store-unread = { $origin } (인증서 { $count }개; { $many }곳을 읽지 못함)
line-at = 대상
line-observed = 관찰
line-required = 요구
line-next = 조치
line-owner = 담당
line-verify = 확인
line-waived = 예외
title-follows = { $above } 검사의 문제에서 비롯된 검사 결과
line-targets = 대상 { $count }개
title-endpoints = 끝점
endpoint-bytes = { $bytes }바이트,
endpoint-by-proxy = 프록시
endpoint-redirect = 리디렉션
endpoint-resolver = DNS 확인자
endpoint-says = { $by }에서 알림
title-this-host = 이 호스트
title-certificates-of-policy = 정책의 인증서
root-nowhere = 읽은 저장소에 없음
root-stores = 저장소
level-failure = 실패
level-unknown = 미확인
level-warning = 경고
level-notice = 알림
level-pass = 통과
level-not-applicable = 비해당

## render/words.rs

scope-host = 호스트
scope-account = 계정
scope-route = 경로
scope-client = 클라이언트
scope-legs = 구간
scope-phase = 단계
scope-cutover = 전환
scope-observed = 관찰 시각
scope-valid-until = 유효 기한
leg-outbound = 아웃바운드(이 호스트가 보냄)
leg-inbound = 인바운드(서비스가 보냄)
host-not-told = (정보 없음)
host-name = 이름
host-system = 시스템
host-account = 계정
host-account-id = 계정 ID
host-route = 경로
host-store = 신뢰 저장소
host-none = (없음)
host-not-read = 읽지 못함: { $why }
detail-observed = 관찰 내용
detail-required = 요구 사항
detail-next = 다음 조치
detail-owner = 담당
detail-verify = 확인 명령
detail-waived = 예외 승인
waived = { $until }까지 승인됨(원래 수준: { $level }): { $reason }
role-anchor = 앵커
role-incoming = 새 루트
role-retiring = 기존 루트
role-intermediate = 중간 인증서
title-certificates = 루트 및 중간 인증서
title-certificates-at-hand = 확보된 인증서
role-other = 다른 루트
service-nothing-presented = 제시된 인증서 없음
span-not-said = 명시되지 않음
evidence-whole = 실행 전체
evidence-policy = 정책 { $id }
evidence-policy-files = 정책의 본문과 인증서
evidence-bytes = { $bytes }바이트
evidence-presented = { $label }, 제시한 서비스: { $service }
evidence-certificate = 인증서
certificate-not-understood = 해석할 수 없는 인증서
one-follows = 이 문제에서 비롯된 검사 결과가 1건 더 있습니다
several-follow = 이 문제에서 비롯된 검사 결과가 { $many }건 더 있습니다
unnamed = (이름 없음)
head-check = 검사
head-from = 시작
head-until = 끝
head-remark = 비고
head-certificate = 인증서
head-state = 상태
head-valid-to = 만료
head-stands = 저장 위치
head-digests = 다이제스트
head-endpoint = 끝점
head-resolve = 이름 확인
head-connect = 연결
head-exchange = 요청·응답
head-genuine = 진본
head-signed = 서명
head-fresh = 최신성
head-service = 서비스
head-reached = 도달 단계
head-root = 루트
head-presents = 제시한 인증서
head-addresses = 주소
head-size = 크기
see-finding = 해당 검사 결과를 참조하세요.
spans-not-shown = 그 밖에 { $many }개는 표시하지 않았습니다.
firewall-as-it-stands = 티켓에 그대로 붙여 넣기 위한 내용입니다. 이 실행에서 열거나 변경한 것은 없습니다.

## report/build.rs

client-asked = 지정한 대로
client-connectors = 커넥터 설정에서 확인
client-postfix = 이 호스트에 Postfix가 있음
client-assumed = 가정: 가장 엄격한 프로필
cutover-asked = --cutover
cutover-none = 없음: 교체되는 것이 없음
cutover-policy-date = 정책, 날짜만 지정됨: UTC 자정
cutover-policy = 정책
not-proven-who-ran = 실행한 계정
not-proven-urls-accounts = 다른 계정: 설정과 프록시는 다음 계정의 것입니다: { $account }.
not-proven-urls-trust = 신뢰: 이 호스트가 발급자를 신뢰하는지, 발급자 자체의 인증서가 유효한지는 판정하지 않았습니다.
not-proven-urls-others = 다른 URL: 인증서를 검증하는 클라이언트에는 체인의 인증서에 적힌 모든 URL이 필요합니다.
not-proven-urls-times = 다른 시점: 지금 응답하는 주소나 프록시가 나중에는 응답하지 않을 수 있습니다.
not-proven-presented = 서비스가 다른 곳에 제시하는 것: 교체가 진행되는 동안에는 이름이 같은 호스트들이 서로 다른 체인을 제시할 수 있습니다.
not-proven-not-seen = 서비스가 실제 연결에서 제시하는 것: 판정한 체인은 정책의 체인이며, 연결해서 확인한 체인이 아닙니다(--service 옵션으로 지정할 수 있습니다).
not-proven-accounts = 다른 계정: 저장소, 설정, 프록시는 다음 계정의 것입니다: { $account }.
not-proven-appliances = 이 호스트와 서비스 사이의 어플라이언스와 릴레이.
not-proven-store = 다른 저장소: 이것은 이 호스트의 TLS 라이브러리가 기본적으로 읽는 저장소이며, 사용 중인 MTA는 다른 저장소를 사용할 수 있습니다.
not-proven-revocation = 해지: 이 클라이언트 프로필은 해지를 확인하지 않으므로, 해지 여부는 이 판정을 좌우하지 않습니다.
not-proven-today = 현재: 정책이 대체되었으며, 요청에 따라 정책 자체의 날짜를 기준으로 판정했습니다.
not-proven-inbound-beyond = Exchange 자체 로그의 범위를 벗어난 인바운드 구간: 로그에는 { $first }부터 { $until }까지 서비스의 인증서가 기록되어 있습니다.
not-proven-inbound = 인바운드 구간: 서비스가 클라이언트로서 제시하는 인증서는 확인하지 못했습니다.
route-direct-asked = 지정한 대로 직접 연결
route-direct = 직접 연결
route-no-proxy = 직접 연결: 설정된 프록시가 없음
route-proxy = 프록시 { $proxy } ({ $origin })
route-proxies = http: { $http }, https: { $https } ({ $origin })
route-past = { $way }; 프록시를 우회하는 대상: { $past }
route-searched = URL마다 적용: { $search }; 그 밖의 경우: { $way }
store-of-system = 시스템의 저장소; 사용 중인 MTA는 다른 저장소를 사용할 수 있음
store-of-windows = Windows의 물리적 저장소: 서비스가 읽는 로컬 컴퓨터 저장소와 이 계정의 저장소
store-of-environment = 시스템의 저장소 대신 SSL_CERT_FILE 또는 SSL_CERT_DIR
store-given = { $path } (호스트의 저장소 대신 지정한 경로)
store-setting-empty = (비어 있음)
store-of-postfix = Postfix의 저장소: smtp_tls_CAfile = { $file }, smtp_tls_CApath = { $path }, tls_append_default_CA = { $append }{ $nothing }{ $jail }{ $unloadable }
store-postfix-nothing = ; 둘 다 비어 있으면 시스템의 저장소에 무엇이 있든 Postfix는 어떤 트러스트 앵커도 신뢰하지 않습니다
store-postfix-jail = ; Postfix의 클라이언트는 { $jail } 안에서(chroot) 실행되며, CA 폴더는 그 안에서 찾습니다
store-postfix-unloadable = ; Postfix가 이를 로드하지 못해 TLS 없이 실행됩니다: { $reason }

## report/decision.rs

decision-go = 진행
decision-go-with-conditions = 조건부 진행
decision-no-go = 진행 불가
decision-cant-say = 판단 불가
decision-says-urls-ready = 각 URL이 인증서를 검증하는 클라이언트에 필요한 것을 제공합니다.
decision-says-urls-conditions = 필요한 것을 제공해야 하는 URL은 모두 아래의 조건하에 이를 제공합니다.
decision-says-urls-not-ready = 인증서를 검증하는 클라이언트가 이 호스트에서 필요한 것을 받지 못합니다. 진행을 막는 문제를 먼저 해결해야 합니다.
decision-says-superseded-ready = 판정한 항목 중 정책 자체의 날짜를 기준으로 이번 인증서 교체를 막는 것이 없었습니다. 현재에 대해서는 현재 유효한 정책으로 판정하세요.
decision-says-superseded-conditions = 정책 자체의 날짜를 기준으로 하면, 이번 인증서 교체는 아래의 조건하에 이 호스트에서 문제가 없습니다. 현재에 대해서는 현재 유효한 정책으로 판정하세요.
decision-says-superseded-not-ready = 정책 자체의 날짜를 기준으로 하면, 이 호스트는 이번 인증서 교체에 준비되어 있지 않습니다. 현재에 대해서는 현재 유효한 정책으로 판정하세요.
decision-says-ready = 판정한 항목 중 이 호스트, 이 계정, 이 클라이언트 프로필에서 이번 인증서 교체를 막는 것이 없습니다.
decision-says-conditions = 담당자가 아래의 조건을 읽고 수락하면, 이번 인증서 교체는 이 호스트, 이 계정, 이 클라이언트 프로필에서 문제가 없습니다.
decision-says-not-ready-ahead = 현재 상태로는 이 호스트가 이번 인증서 교체에 준비되어 있지 않습니다. 서비스는 이 호스트의 준비 여부와 관계없이 정해진 날짜에 전환하므로, 진행을 막는 문제를 그 전에 해결해야 합니다.
decision-says-not-ready-passed = 이 호스트는 서비스가 제시하는 인증서에 준비되어 있지 않으며, 서비스는 이미 전환했습니다. 진행을 막는 문제를 지금 해결해야 합니다.
decision-says-undetermined = 이번 실행으로는 결정할 수 없습니다. 확인되지 않은 내용을 먼저 밝혀야 합니다.
owner-firewall = 방화벽, 프록시, DNS 확인자
owner-root-store = 호스트의 신뢰 저장소
owner-exchange = 메일 전송
owner-pki = PKI: 정책 또는 CA
owner-partner = 상대측
owner-nobody = certready를 실행하는 사람

## report/firewall.rs

firewall-addresses-change = CA는 콘텐츠 전송 네트워크(CDN)를 통해 게시하므로 주소가 언제든지 바뀝니다. 방화벽이나 프록시에서 가능하면 이름으로 허용하고, 여기에 적힌 주소는 함께 표시된 시각의 주소로만 여기세요.
firewall-superseded = 작성하지 않았습니다: 정책이 { $successor } 정책으로 대체되었습니다. 이 호스트에 지금 필요한 것은 그 정책의 보고서에 나옵니다.
firewall-names-at-proxy = 인터넷의 이름을 프록시에서만 확인할 수 있다면 그 프록시를 계정에 설정하세요. 그러면 DNS 확인자에 요청할 것이 없습니다.
firewall-decides-nothing = 여기의 어느 항목도 { $client } 클라이언트 프로필에서는 판정을 좌우하지 않습니다.
firewall-not-all-seen = 이번 실행에서 모든 것을 살펴보지는 못했으므로 더 필요한 것이 있을 수 있습니다.
firewall-until = { $target } ({ $more }까지)
firewall-connected = { $target } (실제로 연결한 곳: { $more })
firewall-left-optional = 다음도 실패하지만, 정책에서 조건으로 정하지 않았으므로 요청하지 않습니다: { $targets }.
firewall-left-waived = 정책에서 실패를 예외로 승인했으므로 다음은 요청하지 않습니다: { $targets }.
firewall-left-diverted = --connect-to 옵션에 따라 이름이 가리키는 곳이 아닌 곳에 연결했으므로 다음은 요청하지 않습니다: { $targets }.

## report/headline.rs

headline-ready = 준비됨
headline-ready-with-warnings = 준비됨(경고 있음)
headline-not-ready = 준비 안 됨
headline-undetermined = 판정 불가
headline-superseded = 이 정책은 { $successor } 정책으로 대체되었습니다. 그 정책으로 판정하거나, 이 정책을 정책 자체의 날짜 기준으로 판정하려면 --cutover 옵션을 지정하세요.
headline-would-validate = 요청에 따라 { $date } 기준으로 판정하면, 이 호스트는 새 인증서 체인의 유효성 검사에 성공합니다.
headline-connectors-alone-then = 요청에 따라 { $date } 기준으로 판정하면, Exchange의 커넥터가 서비스가 제시하는 것과 다른 인증서를 요구하며, 그 밖에 진행을 막는 문제는 없습니다.
headline-would-not-validate = 요청에 따라 { $date } 기준으로 판정하면, 이 호스트는 새 인증서 체인의 유효성 검사에 성공하지 못합니다.
headline-would-perhaps-validate = 요청에 따라 { $date } 기준으로 판정했으나, 이 호스트가 새 인증서 체인의 유효성 검사에 성공하는지는 알 수 없습니다.
headline-superseded-by = 이 정책은 { $successor } 정책으로 대체되었습니다.
headline-opportunistic = 메일은 암호화되지만 인증되지 않은 상태로 계속 전송됩니다. 이 클라이언트는 신뢰 여부를 확인하지 않습니다.
headline-connectors-alone = Exchange의 커넥터가 서비스가 제시하는 것과 다른 인증서를 요구하며, 그 밖에 진행을 막는 문제는 없습니다.
headline-one-failure = 실패 1건
headline-failures = 실패 { $number }건
headline-one-supporting-failure = 여기서는 판정을 좌우하지 않는 실패 1건
headline-supporting-failures = 여기서는 판정을 좌우하지 않는 실패 { $number }건
headline-one-unknown = 미확인 1건
headline-unknowns = 미확인 { $number }건
headline-one-warning = 경고 1건
headline-warnings = 경고 { $number }건
headline-one-following = 첫 번째 문제에서 비롯된 검사 결과 1건
headline-following = 첫 번째 문제에서 비롯된 검사 결과 { $number }건
headline-counted = { $counted }.
headline-interrupted = 일부만 담긴 보고서: 실행이 도중에 중단되었습니다.
headline-deadline = 일부만 담긴 보고서: 실행이 끝나기 전에 마감 시간이 되었습니다.
headline-before-ready = 이 호스트는 전환({ $cutover }{ $when }) 이후에도 인증서 유효성 검사에 성공합니다.
headline-before-not-ready = 이 호스트는 전환({ $cutover }{ $when }) 이후의 인증서 유효성 검사에 준비되어 있지 않습니다.
headline-before-undetermined = 이 호스트가 전환({ $cutover }{ $when }) 이후에 인증서 유효성 검사에 성공할지는 알 수 없습니다.
headline-overlap-ready = 이 호스트는 새 인증서 체인의 유효성 검사에 성공합니다. 새 체인은 { $until }까지 언제든지 제시될 수 있습니다.
headline-overlap-not-ready = 이 호스트는 새 인증서 체인의 유효성 검사에 준비되어 있지 않습니다. 새 체인은 { $until }까지 언제든지 제시될 수 있습니다.
headline-overlap-undetermined = 이 호스트가 새 인증서 체인의 유효성 검사에 성공하는지는 알 수 없습니다. 새 체인은 { $until }까지 언제든지 제시될 수 있습니다.
headline-after-ready = 이 호스트는 { $cutover }부터 적용된 새 인증서 체인의 유효성 검사에 성공합니다.
headline-after-not-ready = 이 호스트는 { $cutover }부터 적용된 새 인증서 체인의 유효성 검사에 성공하지 못합니다.
headline-after-undetermined = 이 호스트가 { $cutover }부터 적용된 새 인증서 체인의 유효성 검사에 성공하는지는 알 수 없습니다.
headline-in-less-than-a-day = , 하루 미만 남음
headline-in-one-day = , 1일 남음
headline-in-days = , { $days }일 남음
headline-facts-later = { $as_of } 기준으로, 그 이후인 { $observed }에 수집한 정보로 판정했습니다.
headline-facts-of-the-day = { $as_of } 기준으로, 그 시점에서 수집한 지 하루가 지나지 않은 정보로 판정했습니다.
headline-facts-one-day = { $as_of } 기준으로, 그 시점에서 수집한 지 1일 지난 정보로 판정했습니다.
headline-facts-days = { $as_of } 기준으로, 그 시점에서 수집한 지 { $days }일 지난 정보로 판정했습니다.

## report/outlook.rs

outlook-about-what-follows = 예상 결과
outlook-superseded = 이 보고서로는 아무것도 알 수 없습니다: 정책이 { $successor } 정책으로 대체되었습니다. 그 정책으로 판정하세요.
outlook-about-from-when = 언제부터
outlook-about-mail = 메일
outlook-about-until-when = 언제까지
outlook-until = 이 판정은 길어도 { $until }까지만 유효합니다: CRL은 기한이 끝나고, 프록시와 방화벽은 바뀝니다.
outlook-not-known = 알 수 없습니다. 아래는 최악의 경우, 즉 확인되지 않은 사항이 나쁜 쪽으로 드러났을 때의 결과입니다.
outlook-about-how-sure = 확실성
outlook-mail-open = 진행을 막는 문제만으로는 메일이 어떻게 될지 알 수 없습니다. 각 검사 결과를 참조하세요.
outlook-about-outbound = 아웃바운드
outlook-about-inbound = 인바운드
outlook-about-connectors = 커넥터
outlook-about-its-name = 서비스의 이름
outlook-about-tls-itself = TLS 자체
outlook-about-own-certificate = 이 호스트 자체의 인증서
outlook-about-not-this = 관련 없는 것
outlook-from-its-date = 요청한 날짜인 { $cutover } 시점입니다. 현재에 대해서는 아무것도 알 수 없습니다: 정책이 { $successor } 정책으로 대체되었습니다.
outlook-from-rollout = 새 체인이 처음 제시될 수 있는 { $from }부터이며, { $until }부터는 모든 연결에 해당합니다.
outlook-from-cutover = 서비스가 전환하는 { $cutover }부터입니다.
outlook-from-now-on = 새 체인이 이미 제시되는 연결에서는 지금부터이며, { $until }부터는 모든 연결에 해당합니다.
outlook-from-before = 지금입니다: { $until }부터는 새 체인만 사용됩니다.
outlook-urls-ready = 이 URL에서 받지 못하는 것 때문에 실패하는 일은 없을 것으로 예상됩니다. 정해진 날짜도 없습니다: 여기서는 교체되는 것이 없습니다.
outlook-urls-not-ready = 인증서를 검증하는 호스트는 실패하는 URL에서 해지 여부를 확인할 수 없고, 체인에 다른 출처가 없으면 그 때문에 메일이 큐에서 대기합니다(RevocationCheckFailure). 언제부터인지는 여기서 알 수 없습니다: 호스트에 보관된 이전 응답의 기한이 끝날 때까지는 문제가 드러나지 않습니다.
outlook-urls-undetermined = 알 수 없습니다: 인증서를 검증하는 호스트에서는 살펴보지 않은 것이 실패할 수 있습니다.
outlook-goes-on-validating = 판정한 범위에서는, 이번 인증서 교체 때문에 메일이 큐에서 대기하거나 거부되거나 인증을 잃는 일은 없을 것으로 예상됩니다.
outlook-goes-on-opportunistic = 이번 인증서 교체 때문에 메일이 큐에서 대기하거나 거부되는 일은 없을 것으로 예상됩니다. 메일은 교체 전에도 후에도 암호화되지만 인증되지 않습니다: 이 클라이언트는 신뢰 여부를 확인하지 않습니다.
outlook-goes-on-openssl = 이번 인증서 교체 때문에 메일이 큐에서 대기하거나 거부되거나 인증을 잃는 일은 없을 것으로 예상됩니다. 이 클라이언트는 해지를 확인하지 않습니다.
outlook-error-trust = `454 4.7.5`: 서비스의 인증서가 유효성 검사를 통과하지 못합니다
outlook-error-revocation = `454 4.7.5` 및 `RevocationCheckFailure`, 즉 `CRYPT_E_REVOCATION_OFFLINE (0x80092013)`; Windows에 보관된 이전 응답의 기한이 끝날 때까지는 문제가 드러나지 않습니다
outlook-error-both = `454 4.7.5`: 서비스의 인증서가 유효성 검사를 통과하지 못하고, 해지 여부도 확인할 수 없습니다(`RevocationCheckFailure`)
outlook-outbound-validating = 커넥터가 유효성을 검사하는 경우(CertificateValidation, DomainValidation), 이 호스트에서 서비스로 보내는 메일이 이 호스트의 큐에서 대기합니다: { $words }. Exchange의 메시지 만료 시간(변경하지 않았다면 2일)보다 오래 대기한 메일은 보낸 사람에게 반송됩니다. 유효성을 검사하지 않는 커넥터는 그래도 메일을 보내며, 그 메일은 암호화되지만 인증되지 않습니다.
outlook-outbound-opportunistic = 이 호스트에서 서비스로 보내는 메일은 계속 전송됩니다. 교체 전에도 후에도 암호화되지만 인증되지 않습니다.
outlook-outbound-openssl = Postfix의 smtp_tls_security_level 값이 `verify` 또는 `secure`이면, 이 호스트에서 서비스로 보내는 메일이 지연되고(`4.7.5 Server certificate not trusted`), maximal_queue_lifetime(변경하지 않았다면 5일)이 지나면 반송됩니다. `may` 및 `encrypt`에서는 메일이 계속 전송되며, 암호화되지만 인증되지 않습니다.
outlook-level-here = 이 호스트에서는 `{ $level }`입니다(smtp_tls_policy_maps에서 달리 지정한 경우 제외).
outlook-inbound-schannel = 서비스에서 이 호스트로 오는 메일: 수신 커넥터가 서비스의 인증서에 따라 처리하는 경우(TlsDomainCapabilities), 이 호스트에서는 그 인증서가 유효성 검사를 통과하지 못합니다. 메일은 `454 4.7.5` 응답으로 거부되거나, 인증 없이 수락되어 같은 조직의 메일이 외부에서 온 것으로 취급됩니다. 둘 중 어느 쪽인지는 여기서 알 수 없습니다.
outlook-inbound-openssl = 서비스에서 이 호스트로 오는 메일: 이 호스트가 서비스에 인증서를 요구하고 그에 따라 릴레이하는 경우에만 영향이 있습니다. 그렇게 하는지는 여기서 알 수 없습니다.
outlook-connector = 커넥터가 서비스에서 사용을 끝내는 인증서를 요구하면, 그 커넥터를 지나는 메일은 큐에서 대기하거나(`454 4.7.5`) 인증 없이 수락됩니다. 어느 쪽인지는 connector-pins 검사 결과에 나와 있습니다.
outlook-name = 커넥터가 서비스의 이름을 확인하면(DomainValidation), 그 커넥터를 지나는 메일은 큐에서 대기합니다(`454 4.7.5`).
outlook-own = 서비스나 파트너가 이 호스트의 인증서를 검증하면, 이 호스트로 오는 메일은 보내는 쪽에서 대기합니다. Exchange Online의 응답은 `450 4.4.317`입니다. 이는 이 호스트 자체의 인증서에 달려 있으며, 인증서 교체 날짜와는 관계없습니다.
outlook-transport = TLS가 성립하지 않으면, TLS를 요구하는 발신 서버는 메일을 큐에 보관하고, TLS 없이 보내도 되는 발신 서버는 일반 텍스트로 보냅니다.
outlook-own-certificate = 이 호스트로 보내는 서비스의 큐에 나타나는 `450 4.4.317`은 이 호스트 자체의 인증서에 관한 것입니다: 이번 인증서 교체 때문에 생기지도, 해결되지도 않습니다.

## report/path.rs

step-done = 완료
step-warning = 경고
step-failed = 실패
step-not-known = 알 수 없음
step-not-reached = 도달하지 못함
step-not-asked = 요구되지 않음
step-not-tried = 시도하지 않음
step-one-address = 주소 1개
step-addresses = 주소 { $count }개
step-by-proxy = 프록시에서 처리
step-of-addresses = 주소 { $count }개 중 { $stood }개
step-status = 상태 코드 { $status }

## report/timeline.rs

mark-observed = 관찰
mark-judged-as-of = 판정 기준
mark-cutover = 전환
mark-rollout-begins = 배포 시작
mark-rollout-ends = 배포 끝
mark-policy-to-be-reviewed = 정책 검토 기한
span-ends-before = 새 체인의 판정 시점보다 먼저 끝남
span-retiring-root = 사용 중지되는 루트
span-incoming-root = 새 루트
span-at-hand = 확보된 인증서
span-intermediate = 중간 인증서
span-presented = 제시된 인증서
span-own = 이 호스트 자체의 인증서
panel-certificates = 인증서
span-crl = CRL
span-ocsp = OCSP 응답
span-ended = 기한이 지남
span-again = 전환 전에 끝남: 전환 시점에 다시 받아야 함
panel-revocation = CRL 및 OCSP 응답

## report/trust.rs

trust-not-judged = 판정하지 않음
trust-nowhere = 읽은 저장소에 없음
trust-stored = 저장소에 있음
trust-trusted = 신뢰됨
trust-absent = 없음
trust-on-demand = 없음, 필요할 때 가져옴
trust-disallowed = 허용되지 않음
trust-constrained = 제한됨
trust-elsewhere = 다른 저장소에 있음
trust-lookalike = 이름이 같은 다른 인증서가 있음
trust-distrusted = 신뢰가 중단됨
trust-expired = 만료됨
trust-not-yet = 아직 유효하지 않음
trust-ends-soon = 곧 만료됨
trust-not-known = 알 수 없음

## report/urls.rs

urls-the-one = 이 URL은
urls-of-all = URL { $total }개 중 { $count }개는
urls-further = { $count }개는
urls-part = { $who } { $gives }{ $named }
urls-unknown-one = 이 URL이 제공해야 할 것을 제공하는지 알 수 없습니다{ $named }
urls-unknown = URL { $total }개 중 { $count }개가 제공해야 할 것을 제공하는지 알 수 없습니다{ $named }
urls-unknown-further = { $count }개에 대해서는 알 수 없습니다{ $named }
urls-and = { $before }; { $next }
urls-sentence = { $all }.
urls-none = 시도한 URL이 없습니다.
urls-signed-one = 진본이고 서명된 최신 데이터를 제공합니다
urls-signed = 진본이고 서명된 최신 데이터를 제공합니다
urls-certificates-one = 진본 인증서를 제공합니다
urls-certificates = 진본 인증서를 제공합니다
urls-unlinked-one = 누가 발급했는지 검증되지 않은 인증서를 제공합니다
urls-unlinked = 누가 발급했는지 검증되지 않은 인증서를 제공합니다
urls-connection-one = 연결을 받습니다
urls-connection = 연결을 받습니다
urls-answer-one = OCSP 응답자로서 응답하지만 서명이 없습니다: 통신 경로가 열려 있다는 것만 증명합니다
urls-answer = OCSP 응답자로서 응답하지만 서명이 없습니다: 통신 경로가 열려 있다는 것만 증명합니다
urls-failed-one = 제공해야 할 것을 제공하지 않습니다
urls-failed = 제공해야 할 것을 제공하지 않습니다
urls-more = 그 밖에 { $further }개
urls-named = : { $which }

## The sheet for partners: report/partner_sheet.rs, report/partner_live.rs, render/partner_sheet_*.rs
sheet-none = 없음
sheet-not-said = 출처에 나와 있지 않음
sheet-from-to = { $from }부터 { $until }까지
sheet-issued-by = 발급자
sheet-subject = 주체
sheet-sha256 = SHA-256
sheet-key-sha256 = 공개 키의 SHA-256
sheet-sha1 = SHA-1
sheet-serial = 일련 번호
sheet-valid = 유효 기간
sheet-incoming-root = 서비스가 새로 사용하는 루트
sheet-retiring-root = 서비스에서 사용 중지되는 루트
sheet-intermediate = 중간 인증서
sheet-root-issuer = 루트 발급자
sheet-certificate-name = 인증서 이름
sheet-organisation = 조직
sheet-unit = 조직 구성 단위
sheet-key-strength = 인증서 키 강도
sheet-dns-names = DNS 이름
sheet-head-replaced = { $until }부터 유효했던 인증서(이후 교체됨)
sheet-head-coming = 새 인증서: { $from }부터
sheet-head-new = 새 인증서: { $from }부터 제시되며 { $until }부터는 이 인증서만 제시됨
sheet-head-current = 현재 인증서: { $until }부터 유효
sheet-head-until = 현재 인증서: { $until }까지
sheet-head-old = 기존 인증서: { $until }까지 계속 제시됨
sheet-head-deprecated = 사용 중지된 인증서: { $until }까지 유효
sheet-head-presented = { $service } 서비스가 { $observed }에 제시한 인증서: 유효 기간 { $from }부터 { $until }까지
sheet-superseded-on = ({ $on })
sheet-superseded = 대체됨: { $by } 정책이 이 정책을 대체했습니다{ $on }. 아래 내용은 서비스가 오늘 제시하는 인증서가 아닙니다.
sheet-review-due = { $by }부터 검토가 필요합니다. 파트너에게 보내기 전에 출처와 비교하세요.
sheet-date-from = 이때부터 새 인증서가 제시될 수 있음
sheet-date-until = 이때부터 새 인증서만 제시됨
sheet-date-cutover = 서비스가 전환하는 시점
sheet-date-earlier = 더 이상 유효하지 않은 기한
sheet-date-announced = { $on }에 발표되었으나 더 이상 유효하지 않은 기한
sheet-date-distrust = 이때부터 { $programme } 루트 프로그램이 { $root } 루트를 신뢰하지 않음
sheet-date-as-of = 정보의 기준일
sheet-date-review = 이때까지 검토해야 함
sheet-serves = { $all }
sheet-serves-issuers = 발급자 인증서
sheet-serves-connection = 연결
sheet-advice-root = 서비스가 새로 사용하는 루트를 메일 서버가 사용하는 신뢰 저장소에 넣으세요. Windows에서는 관리자 개인의 저장소가 아니라 로컬 컴퓨터 저장소입니다. 같은 이름의 다른 인증서가 있을 수 있으니 SHA-256을 비교하세요.
sheet-advice-keep = 사용 중지되는 루트는 적어도 { $until }까지 그대로 두세요. 다른 서비스에는 더 오래 필요할 수 있습니다.
sheet-advice-name = 메일 서버에서 서비스의 인증서를 이름으로 확인하는 경우 이름만 지정하세요{ $named }. 발급자나 주체를 고정하는 값(<I>…<S>…)은 서비스가 전환하면 더 이상 맞지 않습니다.
sheet-advice-reach = 인증서를 검증하는 메일 서버는 아래 호스트의 해당 TCP 포트에 연결할 수 있어야 합니다.
sheet-nothing-presented = { $what }: 읽을 수 있는 인증서가 제시되지 않았습니다. 그 이유는 certready check { $policy } --service 명령으로 확인할 수 있습니다.
sheet-made = 비즈니스 파트너용. { $made }에 { $policy } 정책으로 작성했습니다.
sheet-foot = 정책 SHA-256 { $digest }, certready { $tool }
sheet-of-policy = 정책 SHA-256
sheet-title-certificate = 서비스의 인증서
sheet-title-dates = 날짜
sheet-title-roots = 루트 인증서
sheet-title-intermediates = 중간 인증서
sheet-title-advice = 해야 할 일
sheet-title-hosts = 인증서를 검증하는 메일 서버가 연결할 수 있어야 하는 호스트
sheet-title-sources = 출처
sheet-attribute = 특성
sheet-what-it-is = 구분
sheet-port = TCP 포트
sheet-head-serves = 제공하는 것
sheet-date = 날짜

## finding/words.rs: levels, verdicts and their like within a sentence
level-name-failure = 실패
level-name-unknown = 미확인
level-name-warning = 경고
level-name-notice = 알림
level-name-pass = 통과
level-name-not-applicable = 해당 없음
verdict-name-ready = 준비됨
verdict-name-ready-with-warnings = 준비됨(경고 있음)
verdict-name-not-ready = 준비 안 됨
verdict-name-undetermined = 판정 불가
phase-name-before = 배포 전
phase-name-overlap = 병행 기간
phase-name-after = 배포 후
purpose-name-rotation = 인증서 교체
purpose-name-urls = URL 목록
owner-name-firewall = 방화벽, 프록시, DNS 확인자
owner-name-root-store = 호스트의 신뢰 저장소
owner-name-exchange = 메일 전송
owner-name-pki = PKI: 정책 또는 CA
owner-name-partner = 상대측

## report/build.rs: systems that are read by the portable path
not-proven-keychains = 이식용 경로로는 볼 수 없는 것: 루트가 컴퓨터 전체에서 신뢰되는지 이 계정에서만 신뢰되는지, 어떤 루트가 거부되는지, 시스템 자체의 체인 엔진과 프록시 설정이 어떻게 작동하는지.
not-proven-files = 이식용 경로로는 볼 수 없는 것: 검색한 파일이 아닌 다른 곳에 시스템이 보관하는 저장소, 그리고 외부로 나가는 경로에서 연결을 거부한 주체.
store-of-keychains = 이식용 경로로 읽은 시스템의 저장소(키체인을 구분할 수 없음). MTA는 다른 저장소를 사용할 수 있습니다
store-of-files = 이식용 경로로 읽은 시스템의 파일(이런 시스템이 보통 보관하는 위치). MTA는 다른 저장소를 사용할 수 있습니다

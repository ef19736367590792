### Korean words that the checks put together: what stands for the names in the findings, where it is a text of certready's own.

## case/allowed.rs

words-client-this-host = 이 호스트({ $name })
words-client-perhaps = CryptoAPI(이 호스트에 다른 값이 설정되어 있지 않다면: { $why })

## case/body.rs

words-page-of = { $product }의 페이지
words-page-elsewhere = 리디렉션된 다른 호스트의 페이지
words-html-page = HTML 페이지
words-no-bytes = 0바이트의 빈 본문
words-pem = DER 대신 PEM({ $label })
words-gzip = gzip 스트림
words-crl = { $issuer }의 CRL(항목 { $entries }개)
words-crl-unverified = 적혀 있는 발급자가 { $issuer }인 CRL(항목 { $entries }개)
words-ocsp-response = OCSP 응답
words-ocsp-error = 오류 상태가 { $status }인 OCSP 응답
words-list-of-roots = 루트 인증서 목록
words-certificates-in = { $form } 형식의 인증서 { $count }개

## case/fault.rs

words-fault-broken-above = 이 인증서의 상위에서 체인이 끊어집니다
words-fault-no-issuer = 확보된 인증서 중에 이 인증서의 발급자(`{ $issuer }`)가 없습니다
words-fault-no-anchor = 자체 서명된 인증서이며, 트러스트 앵커 중 어느 것도 아닙니다
words-fault-not-yet-valid = { $not_before }부터 유효합니다
words-fault-expired = { $not_after }에 만료되었습니다
words-fault-name-excluded = 이름 `{ $name }`({ $form })은 이름 제한 `{ $by }`에 따라 제외되었습니다
words-fault-not-a-ca = 인증서를 발급했지만, 기본 제한에 따르면 CA가 아닙니다
words-fault-path-length = 상위 인증서가 허용하는 하위 CA 인증서의 수를 넘었습니다
words-fault-key-usage = 인증서를 발급했지만, 키 사용에 그러한 용도가 없습니다
words-fault-critical-extension = certready가 알지 못하는 중요 확장({ $oid })이 있습니다
words-fault-extension-unread = 확장({ $oid })을 읽을 수 없습니다
words-fault-purpose = { $purpose } 용도로 사용할 수 없습니다: { $lack }
words-fault-anchors-incomplete = 읽을 수 있었던 트러스트 앵커 중에 `{ $above }`의 상위 인증서가 없으며, 저장소에서 { $unread }개 항목을 읽을 수 없었습니다
words-for-any-purpose = 모든
words-for-tls-servers = TLS 서버
words-for-tls-clients = TLS 클라이언트
words-for-ocsp-signing = OCSP 응답 서명
words-fault-extended-key-usage = 확장 키 사용(EKU)에 다른 용도만 있습니다
words-fault-key-usage-forbids = 키 사용에서 허용하지 않습니다
words-fault-wrong-name = 적혀 있는 발급자는 `{ $named }`이며, `{ $subject }` 인증서에서 발급한 것이 아닙니다
words-fault-wrong-key-id = 서명에 쓰인 발급자의 키는 { $named }이며, { $subject } 키가 아닙니다
words-fault-issuer-no-ca = `{ $issuer }` 인증서는 기본 제한에 따르면 CA가 아닙니다
words-fault-issuer-may-not = `{ $issuer }` 인증서는 키 사용에 따르면 인증서에 서명할 수 없습니다
words-fault-signature = 서명({ $scheme })이 서명자의 키({ $key })로 검증되지 않습니다
words-fault-algorithms = 서명된 부분에 적힌 알고리즘({ $inner })과 서명의 알고리즘({ $outer })이 다릅니다
words-fault-other-key = 서명의 알고리즘({ $scheme })과 서명자의 키({ $key })가 맞지 않습니다
words-fault-no-candidate = 확보된 인증서 중에 CRL의 발급자(`{ $issuer }`)와 이름이 같은 것이 없습니다
words-fault-crl-key-id = CRL에 적힌 키는 { $named }이지만, `{ $candidate }` 인증서의 키는 { $has }입니다
words-fault-may-not-sign-crls = `{ $candidate }` 인증서는 CRL에 서명할 수 없습니다: { $why }
words-fault-crl-key-usage = 키 사용에 그러한 용도가 없습니다
words-fault-crl-no-ca = 키 사용이 없고, 기본 제한에 따르면 CA가 아닙니다
words-fault-crl-version = 버전 3 이전의 인증서이므로 그러한 용도를 나타낼 수 없습니다
words-fault-crl-issuer = CRL의 발급자(`{ $crl }`)와 인증서의 발급자(`{ $certificate }`)가 다릅니다
words-fault-crl-point = CRL이 적용되는 배포 지점은 { $published }, 요청한 배포 지점은 { $wanted }입니다
words-fault-other-crl-issuer = 이 인증서의 CRL은 다른 발급자가 발행합니다
words-fault-crl-users-only = 최종 엔터티 전용 CRL이지만, 이 인증서는 CA의 인증서입니다
words-fault-crl-cas-only = CA 전용 CRL이지만, 이 인증서는 최종 엔터티의 인증서입니다
words-fault-crl-attributes-only = 특성 인증서 전용 CRL입니다
words-no-distribution-point = 없음
words-fault-crl-extension = CRL에 certready가 알지 못하는 중요 확장({ $oid })이 있습니다
words-fault-crl-entry-extension = CRL의 한 항목에 certready가 알지 못하는 중요 확장({ $oid })이 있습니다
words-fault-crl-delta = 델타 CRL이며, 기본 CRL 없이는 아무것도 알 수 없습니다
words-fault-crl-indirect = 간접 CRL이며, 인증서가 확보되지 않았습니다
words-fault-crl-entry-issuers = 항목에 인증서 발급자가 적혀 있지만, 간접 CRL이라고 표시되어 있지 않습니다
words-fault-crl-kind = 한 종류의 인증서에만 적용되는 CRL인데, 버전 3 이전의 인증서에는 종류가 나타나 있지 않습니다
words-fault-crl-points = 인증서의 CRL 배포 지점(CDP)을 읽을 수 없습니다
words-fault-crl-no-url = CRL의 배포 지점 이름이 URL이 아닙니다
words-fault-no-responder = 응답자({ $responder })가 발급자도 아니고, 응답에 함께 온 인증서의 소유자도 아닙니다
words-fault-responder-not-certified = 응답자 `{ $responder }`의 인증서는 발급자가 발급한 것이 아닙니다: { $fault }
words-fault-responder-not-delegated = 응답자 `{ $responder }`의 인증서는 발급자가 발급했지만, OCSP 용도가 아닙니다
words-fault-responder-extension = 응답자 `{ $responder }`의 인증서에 certready가 알지 못하는 중요 확장({ $oid })이 있습니다
words-weak-rsa = { $bits }비트 RSA 키

## case/mend.rs

words-proxy-host = { $host } 프록시
words-between = 중간의
words-ask-own-addresses = { $from }에서 { $to }의 이름이 다른 주소가 아니라 실제 주소로 확인되게 하세요. 그 호스트의 DNS 확인자와 hosts 파일을 확인하세요. { $to } 서비스를 네트워크 내부에서 정당하게 제공하고 있다면, 그쪽으로 가는 TCP { $port } 포트를 여세요.
words-ask-resolver = { $from }에서 { $to }의 이름을 확인해 줄 DNS 확인자에 연결할 수 있게 하세요. 설정된 DNS 확인자 중 응답하는 것이 없습니다. 그 DNS 확인자로 가는 UDP 및 TCP 53 포트가 막혀 있을 수 있습니다.
words-ask-resolution = { $from }에서 사용하는 DNS 확인자가 { $to }의 이름을 확인하게 하세요. 아직 포트는 요청하지 않습니다. 어느 포트가 열려 있는지는 이름이 확인된 후에 알 수 있습니다.
words-ask-route = { $from }에서 { $to }에 이르는 경로를 설정하고, 아웃바운드 TCP { $port } 트래픽을 허용하세요.
words-ask-port-forbidden = 아웃바운드 TCP { $port } 포트를 여세요({ $from } → { $to }). { $by }에서 금지되어 있다고 알려 왔습니다.
words-ask-port = 아웃바운드 TCP { $port } 포트를 여세요({ $from } → { $to }).
words-ask-no-inspection = { $from }에서 { $to } 호스트의 TCP { $port } 포트로 가는 트래픽을 그대로 통과시키세요. 차단 페이지나 로그인 페이지를 대신 보내거나 트래픽을 검사하지 않아야 합니다.
words-ask-proxy-resolves = { $proxy } 프록시에서 { $to }의 이름을 확인하고, { $from }의 요청을 TCP { $port } 포트로 GET과 POST 모두 통과시키게 하세요.
words-ask-proxy-reaches = { $proxy } 프록시에서 { $to } 호스트의 TCP { $port } 포트에 연결하고, { $from }의 요청을 GET과 POST 모두 통과시키게 하세요.
words-ask-proxy-passes = { $proxy } 프록시에서 { $from }의 요청을 { $to } 호스트의 TCP { $port } 포트로 GET과 POST 모두 통과시키게 하세요. 로그인을 요구하거나 다른 페이지를 대신 보내지 않아야 합니다.
words-proxy-unresolved = 프록시의 이름에 주소가 없습니다({ $cause })
words-proxy-unconnected = 프록시가 연결을 수락하지 않습니다({ $outcome })

## case/own.rs

words-exchange-stores-not-read = Exchange가 있는 호스트의 저장소를 읽지 않았습니다
words-short-key = RSA 키가 { $bits }비트입니다
words-signed-over-sha1 = SHA-1을 사용하여 서명되었습니다
words-the-chain = 체인
words-empty-chain = 인증서가 없습니다
words-why-not-told = 이유를 알 수 없습니다
words-servers-and-clients = 서버 및 클라이언트
words-clients = 클라이언트
words-servers = 서버
words-key-here-and-read = ; 개인 키가 이 호스트에 있고, NetworkService가 읽을 수 있습니다
words-key-here = ; 개인 키가 이 호스트에 있습니다
words-key-not-looked-at = ; 개인 키는 확인하지 않았습니다

## case/root_update.rs

words-source-not-asked = 업데이트 출처에 요청하지 않았습니다
words-gives-other = { $url } 주소에서 다른 것을 제공합니다
words-list-at = { $url } 주소의 목록에 없습니다
words-no-list = 목록을 받지 못했습니다
words-folder-not-read = { $folder } 폴더를 확인하지 않았습니다
words-folder-lacks = { $folder } 폴더에 없습니다
words-list-in = { $folder } 폴더의 목록에 없습니다

## case/subject.rs

words-service-certificate = 서비스의 { $label }
words-certificate-by-serial = 일련 번호 { $serial }
words-service-certificate-of = { $issuer }에서 발급한 서비스 인증서

## case/windows.rs

words-import = 인증서를 LocalMachine\Root 저장소로 가져온 다음(관리자 권한으로 certutil -addstore -f Root FILE 실행 또는 그룹 정책 사용) MSExchangeTransport를 다시 시작하세요. 다시 시작하는 동안 메일이 대기합니다.

## check/aia_chains.rs

words-anchor-of-policy = 정책의 트러스트 앵커
words-issuer-at-hand = 확보된 발급자

## check/clock.rs

words-ahead-of = 빠름
words-behind = 느림

## check/connector_pins.rs

words-ignore-starttls = IgnoreSTARTTLS 값이 True입니다
words-no-require-tls = RequireTLS 값이 False입니다
words-presents-since = 서비스는 { $cutover }부터 다른 인증서를 제시하고 있습니다
words-presents-from = 서비스는 { $cutover }부터 다른 인증서를 제시합니다
words-pin-effect = 서비스에서 오는 메일이 여기서 내부 메일로 취급되지 않거나(외부에서 온 것처럼 필터링됨), TLS가 필요한 경우 454 4.7.5로 거부됩니다
words-other-values = Set-ReceiveConnector -TlsDomainCapabilities(커넥터의 다른 값은 그대로 유지)
words-pin-change = 값을 다음과 같이 바꾸세요: { $should }. 이 값은 이번 교체와 다음 교체 후에도 그대로 일치합니다. 방법: { $how }
words-no-connector = 해당하는 { $kind }가 없습니다
words-connector = { $kind } { $name }
words-send-connector = 송신 커넥터
words-receive-connector = 수신 커넥터
words-inbound-connector = 인바운드 커넥터
words-outbound-connector = 아웃바운드 커넥터
words-no-setting = { $setting } 없음

## check/crl_scope.rs

words-of-its-url = 이 URL에 해당하는 인증서

## check/crl_signed.rs

words-another-ca = { $signer }에서 서명했으며, 정책에 지정된 CA가 아닙니다

## check/endpoint_genuine.rs

words-no-certificate = 인증서가 들어 있지 않습니다
words-nothing-named = 알려진 어떤 형식도 아닙니다
words-titled = , 제목: "{ $title }"
words-wanted-crl = DER 형식의 CRL
words-wanted-ocsp = DER 형식의 OCSP 응답
words-wanted-aia = DER 형식의 인증서 또는 PKCS #7 형식의 인증서들
words-wanted-connection = 연결
words-wanted-any = DER 형식의 CRL, OCSP 응답 또는 인증서
words-wanted-ctl = 캐비닛 파일 또는 DER 형식의 인증서 신뢰 목록(CTL)

## check/endpoint_reachable.rs

words-bytes-used-up = 시도하지 않았습니다: 이 실행에 허용된 바이트 수를 모두 사용했습니다
words-by-proxy = { $proxy } 프록시 경유
words-directly = 직접 연결

## check/endpoint_tls.rs

words-trusted-here = 이 호스트는 신뢰하지만 Mozilla의 루트 인증서 프로그램은 신뢰하지 않는 루트
words-trusted-nowhere = 이 호스트도, Mozilla의 루트 인증서 프로그램도 신뢰하지 않는 루트

## check/exchange_proxy.rs

words-host-without-name = (없음)
words-direct = 직접 연결

## check/inbound_chain.rs

words-no-path-judged = 이 인증서를 거치는 인증 경로를 판정할 수 없습니다
words-no-incoming-root = 새 루트로 이어지지 않습니다
words-root-in-no-store = 이 인증서의 루트가 판정에 쓰이는 어느 저장소에도 없습니다
words-log-says-nothing = Exchange의 로그에 이 체인에 대한 기록이 없습니다
words-log-chain-held = Exchange가 이 체인을 받아들였습니다
words-log-says = 이 체인에 대한 로그의 기록: { $word }

## check/mod.rs

words-next-not-said = (적혀 있지 않음)
words-age = Age { $age }초

## check/ocsp_status.rs

words-a-certificate = 질의한
words-not-said = 적혀 있지 않음

## check/os_chain.rs

words-windows-distrusted = 명시적으로 신뢰하지 않음
words-windows-untrusted-root = 신뢰할 수 없는 루트
words-windows-no-path = 루트에 이르는 경로 없음
words-windows-revoked = 해지됨
words-windows-signature = 검증되지 않는 서명
words-windows-out-of-validity = 유효 기간이 아님
words-windows-not-nested = 유효 기간이 중첩되지 않음
words-windows-not-for-use = 이 용도로 사용할 수 없음
words-windows-weak-signature = 취약한 서명
words-windows-critical-extension = Windows가 알지 못하는 중요 확장
words-windows-basic-constraints = 기본 제한
words-windows-policy-constraints = 정책 제한
words-windows-name-constraints = 이름 제한
words-windows-unknown-constraint = Windows가 알지 못하는 이름 제한
words-windows-undefined-constraint = 정의되지 않은 이름 제한
words-windows-name-not-permitted = 허용되지 않는 이름
words-windows-name-excluded = 제외된 이름
words-windows-unread-extension = Windows가 읽을 수 없는 확장
words-windows-no-policy = 체인에 유효한 정책 없음
words-windows-circle = 순환
words-windows-other = 기타
words-client-and-server = 클라이언트 및 서버
words-client = 클라이언트
words-server = 서버
words-no-root-trusted = 현재 상태의 로컬 컴퓨터 저장소에서는 어느 새 루트도 신뢰되지 않습니다
words-no-path-holds = RFC 5280 §6.1에 따라 유효한 인증 경로가 없습니다: { $label }: { $fault }

## check/os_retrieval.rs

words-retrieved-other = { $bytes }바이트를 가져왔지만, 있어야 할 내용이 아닙니다
words-retrieval-failed = { $ms }ms 후 오류 { $error } ({ $hex })로 실패했습니다
words-retrieval-late = { $ms }ms 안에 끝나지 않았습니다
words-retrieval-cut = 실행이 끝나면서 중단되었습니다
words-retrieval-unstarted = 시작할 수 없었습니다: { $why }

## check/own_certificate.rs

words-place-not-told = (위치를 알 수 없음)

## check/policy_current.rs

words-since = { $date }부터
words-since-not-said = 날짜는 출처에 적혀 있지 않음
words-review-not-said = 적혀 있지 않음

## check/revocation_path.rs

words-not-in-evidence = 정책에 지정된 항목이 증거에 없습니다

## check/root_auto_update.rs

words-setting-not-read = { $setting } 값을 읽지 못함({ $why })
words-update-not-set = DisableRootAutoUpdate 설정 없음
words-from-windows-update = Windows Update에서 가져옴
words-list-fetched = 목록을 마지막으로 가져온 시각: { $at }
words-list-fetch-not-read = 목록을 마지막으로 가져온 시각을 읽지 못함({ $why })
words-list-never-fetched = 목록을 가져온 적 없음

## check/root_present.rs

words-certificate-by-key = 공개 키의 SHA-256이 { $wanted }인 인증서
words-certificate-by-digest = SHA-256이 { $wanted }인 인증서

## check/root_scope.rs

words-this-account = 현재

## check/root_trusted.rs

words-engine-distrusts = 신뢰하지 않음
words-engine-does-not-distrust = 불신 대상으로 보지 않음
words-it-stands = 이 인증서
words-same-key-stands = 공개 키가 같은 다른 인증서
words-no-use = 사용할 수 있는 용도 없음
words-not-for-servers = 서버 용도 제외
words-not-for-clients = 클라이언트 용도 제외
words-not-for-either = 서버 용도와 클라이언트 용도 모두 제외
words-not-trusted = 신뢰하지 않음{ $whose }
words-not-trusted-from = { $date }부터 신뢰하지 않음{ $whose }
words-not-trusted-after = { $date } 이후에 발급된 인증서는 신뢰하지 않음{ $whose }
words-for-servers = {" "}(서버 용도)
words-for-clients = {" "}(클라이언트 용도)

## check/routes.rs

words-may-fail = 실패할 수 있음
words-fails = 실패함

## check/run_identity.rs

words-elevated = , 권한 상승됨
words-not-elevated = , 권한 상승되지 않음
words-role-not-known = 도메인에서의 역할을 알 수 없음
words-account-without-name = 이름 없는 계정

## check/service_chain.rs

words-due-before = 배포 전에는 이전 체인. 새 체인은 이르지만 허용됩니다
words-due-overlap = 배포 중에는 이전 체인 또는 새 체인
words-due-after = 전환 후에는 새 체인
words-ends-in-unknown = 체인이 { $issuer }에서 끝나며, 이 루트는 어느 저장소에도, 어느 루트 프로그램에도 없습니다
words-ends-without-issuer = 마지막 인증서의 발급자는 { $issuer }이며, 그 인증서는 제시되지 않았고 확보되지도 않았습니다
words-with-cross = , 교차 인증서 포함: { $label }(발급자: { $issuer })
words-add-intermediate = 중간 인증서({ $lacking })를 저장소에 추가하거나, 서비스가 제시하게 하세요.
words-add-incoming-root = 새 루트를 저장소에 추가하세요. 어느 루트인지, 이름이 같은 다른 인증서와 어떻게 구별하는지는 root-present 검사에서 확인할 수 있습니다.
words-add-retiring-root = 서비스가 아직 이전 체인을 제시하지만 이 호스트에는 그 루트가 없습니다. 전환할 때까지 사용할 수 있도록 추가하세요.
words-compare-clock = 이 호스트의 시계를 확인하고(clock 검사), 시계가 맞으면 서비스의 운영자에게 문의하세요.
words-see-from-outside = 거기서 무엇이 응답하는지 확인하세요. 같은 체인을 이 네트워크 외부에서 살펴보면 중간에서 무언가가 체인을 바꾸었는지 알 수 있습니다.
words-out-of-order = 인증서가 인증 경로의 순서와 다르게 제시되었습니다
words-beside-the-path = 인증 경로에 속하지 않는데 함께 제시됨: { $certificates }
words-odd-presented = 제시된 것 중 { $count }개는 해석할 수 있는 인증서가 아닙니다

## check/service_identity.rs

words-none = 없음
words-organisation-differs = 인증서의 조직(O): { $found }, 정책의 조직: { $due }
words-unit-differs = 인증서의 조직 구성 단위(OU): { $found }, 정책의 조직 구성 단위: { $due }
words-key-differs = 인증서의 공개 키: { $found }, 정책의 공개 키: { $due }

## check/service_reachable.rs

words-begins-with = 시작 부분: `{ $first }`
words-at-step = 단계: { $step }
words-greets-as = 서버의 인사말: `{ $banner }`
words-offers-nothing = 제공하는 확장 없음
words-offers = 제공하는 확장: { $offers }
words-smtp-exchange-timeout = 연결되었지만, 서버가 제한 시간 안에 다음 단계로 진행하지 않았습니다
words-smtp-exchange-reset = 연결되었지만, TLS를 시작하기 전에 연결이 재설정되었습니다: 중간 장비가 흔히 이렇게 동작합니다
words-smtp-exchange-empty = 연결되었지만, TLS를 시작하기 전에 연결이 닫혔습니다
words-smtp-not-smtp = 연결되었지만, 돌아온 내용이 SMTP가 아닙니다
words-to-the-connection = 연결
words-no-resolver = 이 호스트에 질의할 수 있는 DNS 확인자가 없습니다
words-takes-no-mail = 이 도메인은 메일을 받지 않는다고 밝히고 있습니다(RFC 7505)
words-no-mx-found = 어느 DNS 확인자도 MX 레코드를 찾지 못했습니다(SERVFAIL)

## check/service_tls.rs

words-version = 버전 { $number }
words-tls-timeout = 제한 시간 안에 응답이 없음
words-tls-reset = 연결이 재설정됨
words-tls-closed = 연결이 닫힘
words-tls-alert = 서버의 경고(alert): { $alert }
words-system-error = 시스템 오류 { $number }
words-tls-otherwise = 다른 이유로 끝남
words-older-refused = ; 이전 버전과 이전 암호 그룹도 거부됩니다
words-older-unanswered = ; 이전 버전과 이전 암호 그룹을 제안했지만 응답이 없었습니다

## check/step.rs

words-redirected = 상태 코드 { $status }, 리디렉션 대상: { $target }
words-web-page = 웹 페이지, 제목: “{ $title }”
words-instead = --connect-to에 따라 { $to }에 연결
words-address-of-no-host = { $host }의 주소: 어느 호스트에도 없는 주소
words-address-of-this-host = { $host }의 주소: 이 호스트 자신
words-address-private = { $host }의 주소: 사설 주소
words-through-proxy = { $proxy } 프록시 경유
words-cause-interrupted = 시도하지 않았습니다: 그 전에 실행이 중단되었습니다
words-cause-deadline = 끝까지 시도하지 못했습니다: 그 전에 전체 실행의 마감 시간이 되었습니다
words-cause-dns-nxdomain = DNS 확인자가 그런 이름이 없다고 응답했습니다
words-cause-dns-nodata = 이 이름에 주소가 없습니다
words-cause-dns-servfail = DNS 확인자가 이 이름의 주소를 찾지 못했습니다(SERVFAIL 또는 이유를 알 수 없음)
words-cause-dns-refused = DNS 확인자가 이 이름에 대한 응답을 거부했습니다(REFUSED)
words-cause-dns-timeout = DNS 확인자가 제한 시간 안에 응답하지 않았습니다
words-cause-dns-local = 이 호스트 자체의 이름 확인으로는 주소를 찾지 못하지만, DNS 확인자는 주소를 알고 있습니다
words-cause-dns-sinkhole = 이름이 어느 공개 호스트에도 없는 주소로 확인됩니다: DNS 확인자나 hosts 파일에서 차단할 때 이런 현상이 나타납니다
words-cause-connect-timeout = 연결 시도에 응답이 없습니다: 필터가 패킷을 버릴 때 이런 현상이 나타납니다
words-cause-connect-refused = 연결이 거부되었습니다: 닫힌 포트이거나, 필터가 거부합니다
words-cause-connect-reset = 연결을 맺는 도중에 재설정되었습니다
words-cause-connect-unreachable = 호스트에 연결할 수 없습니다: 이 주소에서 아무도 응답하지 않습니다
words-cause-connect-prohibited = 연결이 금지되어 있습니다: 필터나 경로에서 그렇게 알려 왔습니다
words-cause-no-route = 이 주소에 이르는 경로가 없습니다
words-cause-exchange-timeout = 연결되었지만, 제한 시간 안에 응답이 완전히 오지 않았습니다
words-cause-exchange-reset = 연결되었지만, 요청 후에 연결이 재설정되었습니다: 중간 장비가 흔히 이렇게 동작합니다
words-cause-exchange-empty = 연결되었지만, 응답이 완전히 오기 전에 연결이 닫혔습니다
words-cause-not-http = 연결되었지만, 돌아온 내용이 HTTP가 아닙니다
words-cause-tls-handshake = 연결되었지만, TLS 연결을 맺지 못했습니다
words-cause-redirect-loop = 리디렉션이 처음 위치로 되돌아옵니다
words-cause-redirect-limit = 따르지 않는 리디렉션입니다: 너무 많거나, https에서 http로 바뀌거나, 대상이 URL이 아닙니다
words-cause-block-page = 필터의 차단 페이지 또는 그 페이지로의 리디렉션이 대신 왔습니다
words-cause-body-html = 웹 페이지가 대신 왔습니다
words-cause-redirect-portal = 다른 호스트의 페이지로 리디렉션됩니다
words-cause-body-empty = 0바이트의 빈 본문이 대신 왔습니다
words-cause-body-pem = PEM 형식이 대신 왔습니다
words-cause-body-gzip = gzip 스트림이 대신 왔습니다
words-cause-body-truncated = 본문이 알려진 길이에 이르기 전에 끝났습니다
words-cause-body-reset = 본문을 받는 도중에 연결이 재설정되었습니다
words-cause-body-stalled = 본문이 도중에 멈추었거나, 제한 시간 안에 다 오지 않았습니다
words-cause-body-too-large = 본문이 허용되는 크기보다 큽니다
words-cause-proxy-auth = 프록시가 자격 증명을 요구합니다
words-cause-proxy-denied = 프록시가 요청을 거부합니다
words-cause-proxy-dns = 프록시가 호스트의 이름을 확인하지 못합니다
words-cause-proxy-connect = 프록시에 연결할 수 없거나, 프록시가 호스트에 연결할 수 없습니다
words-cause-status = 상태 코드 { $status } 응답이 왔습니다
words-remedy-own-resolution = 이 호스트 자체에서 { $host } 이름이 어떻게 확인되는지 살펴보세요(hosts 파일, nsswitch.conf, 검색 목록). DNS 확인자는 주소를 알려 줍니다.
words-remedy-own-filter = 이 호스트 자체의 필터와 경로에서 { $host } 호스트의 TCP { $port } 포트로 가는 트래픽을 허용하세요(nft 또는 iptables, 유닛의 IPAddressDeny=, prohibit 경로, Windows 방화벽). 다른 호스트에서 금지하는 것이 아닙니다.
words-remedy-own-proxy = 이 계정의 설정에서 프록시를 바로잡거나, 이 호스트 자체에서 프록시에 연결하지 못하게 하는 것(이름 확인, 필터, 경로)을 바로잡으세요.
words-remedy-nothing-there = URL을 정책의 출처와 비교하세요. { $host } 호스트는 응답하지만 그 위치에는 아무것도 없습니다.
words-this-host = 이 호스트
words-remedy-later = 나중에 다시 실행하세요. 그래도 계속되면 { $host } 호스트의 운영자 또는 중간 프록시의 운영자에게 문의하세요.
words-remedy-see-what-answers = { $host } 호스트의 TCP { $port } 포트에서 무엇이 응답하는지 확인하세요. 연결은 되지만 제공해야 할 것과 다른 것을 제공합니다.
words-attempt-told = { $address } { $outcome }({ $ms }ms 후, { $by }에서 알림)
words-attempt = { $address } { $outcome }({ $ms }ms 후)
words-resolver-knows = DNS 확인자 { $resolver }에 직접 질의: 주소를 알려 줍니다
words-resolver-stuck = DNS 확인자 { $resolver }에 직접 질의: 작동하지만 다른 서버의 응답을 { $ms }ms 넘게 기다립니다
words-resolver-no-data = DNS 확인자 { $resolver }에 직접 질의: 주소가 없다고 응답합니다
words-resolver-says = DNS 확인자 { $resolver }에 직접 질의: { $code } 응답
words-resolver-silent = DNS 확인자 { $resolver }에 직접 질의: { $ms }ms 안에 응답이 없습니다
words-resolver-unsent = DNS 확인자 { $resolver }에 직접 질의할 수 없음: 시스템 오류 { $error }
words-resolver-garbled = DNS 확인자 { $resolver }에 직접 질의: DNS가 아닌 것으로 응답합니다
words-resolver-cut = DNS 확인자 { $resolver }에 대한 질의가 실행이 끝날 때까지 끝나지 않았습니다
words-code = 코드 { $code }
words-within = 제한 시간 { $ms }ms
words-connect-answered = CONNECT 요청에 대한 응답의 상태 코드: { $status }
words-the-proxy = 프록시: { $outcome }
words-proxy-without-address = 여기서는 프록시의 이름에 주소가 없습니다
words-bytes-of = { $announced }바이트 중 { $bytes }바이트
words-bytes = { $bytes }바이트
words-body-bounds = 데이터 간격 최대 { $idle }ms, 전체 최대 { $total }ms

## check/way_out.rs

words-way-own-resolution = 이 호스트 자체의 이름 확인을 바로잡으세요(hosts 파일, nsswitch.conf, 검색 목록). DNS 확인자는 이 이름들을 알고 있습니다.
words-way-own-filter = 이 호스트 자체의 필터와 경로에서 정책의 호스트로 가는 트래픽을 허용하세요. 다른 호스트에서 금지하는 것이 아닙니다.
words-way-resolver = 이 호스트에 공개 이름을 확인해 주는 DNS 확인자를 설정하거나, 이 계정에 이름을 대신 확인해 주는 프록시를 설정하세요. 아래 끝점들의 결과는 여기에서 비롯됩니다.
words-way-proxy-passes = 프록시에서 이 호스트가 정책의 호스트로 보내는 요청을 자격 증명 없이 GET과 POST 모두 통과시키게 하세요.
words-way-proxy-resolves = 프록시에서 공개 이름을 확인할 수 있게 하세요.
words-way-own-proxy = 이 계정의 설정에서 프록시를 바로잡으세요. 현재 설정으로는 사용할 수 없습니다.
words-way-proxy-reached = { $proxy } 프록시가 이 계정의 프록시가 맞는지, 이 호스트에서 그 프록시에 연결되는지, 그 프록시에서 다른 호스트에 연결되는지 확인하세요.
words-way-proxy-right = 이 계정의 프록시가 올바른 프록시인지 확인하세요.
words-way-route = 이 호스트에 외부로 나가는 경로를 설정하거나, 그러한 경로가 있는 프록시를 설정하세요.
words-way-filter = 모든 호스트를 대신하여 응답하는 필터나 포털에서, 정책의 호스트로 가는 이 호스트의 트래픽을 제외하세요.
words-way-no-inspection = 이 호스트에서 정책의 호스트로 가는 트래픽을 그대로 통과시키세요. 로그인을 요구하거나 트래픽을 검사하지 않아야 합니다.
words-way-open = 이 호스트에서 정책의 호스트로 나가는 외부 연결 경로를 여세요.

## examine/update.rs

words-list-not-understood = 목록을 해석할 수 없습니다: { $why }

## observation/exchange.rs

words-named-by-policy = 정책 { $line }행
words-named-by-certificate = { $label } 인증서
words-named-by-command-line = 명령줄
words-named-by-root-update = 이 호스트의 루트 업데이트 설정
words-named-by-mx = { $domain }의 MX 레코드
words-another-host = 다른 호스트 { $host }
words-another-policy = 다른 정책 { $policy }
words-no-number = (없음)

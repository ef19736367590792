### `certready check --help` in Korean: one message for each option, by its name.

help-check-about = 이 호스트를 살펴보고 판정합니다: certready의 주된 기능입니다
help-check-usage = 사용법:
help-check-line = certready check [옵션] <POLICY>
help-check-heading-arguments = 인수
help-check-heading-options = 옵션
help-check-heading-what-is-judged = 판정 대상
help-check-heading-where-it-looks = 확인하는 곳
help-check-heading-what-it-writes = 출력
help-check-heading-what-it-lists-instead = 대신 나열하는 것

help-check-policy = 내장된 정책의 ID(`certready policy list`로 확인) 또는 정책 파일의 경로
help-check-help = 도움말을 표시합니다

## What is judged
help-check-cutover = 정책에 적힌 값 대신 사용할 전환 시점: YYYY-MM-DD(UTC 자정) 또는 시간대 오프셋이 있는 날짜와 시간
help-check-as-of = 유효 기간, 남은 기간, 정책의 경과 기간을 이 시점으로 판정합니다. 최신성은 관찰 시점으로 판정합니다
help-check-client = 메일 전송 에이전트(MTA)가 인증서를 다루는 방식. 아래 설명을 참조하세요 [기본값: 호스트에서 알 수 있는 방식, 알 수 없으면 가장 엄격한 방식]
help-check-only = 이 검사만 실행합니다. 이 경우 판정은 아무리 좋아도 판정 불가입니다
help-check-skip = 이 검사를 건너뜁니다. 이 경우 판정은 아무리 좋아도 판정 불가입니다
help-check-baseline = 이 호스트의 이전 보고서(JSON) 또는 그 증거 폴더: 그 뒤로 달라진 점과, CRL 번호가 되돌아갔는지를 알려 줍니다

## Where it looks
help-check-trust-store = 호스트의 신뢰 저장소 대신 이 번들 파일 또는 디렉터리를 읽습니다
help-check-proxy = 외부 연결 경로: auto(호스트의 설정에 따름), none(프록시 없음) 또는 HTTP 프록시의 URL [기본값: auto]
help-check-compare-routes = 이 경로로 개체를 하나도 받지 못하면 다른 경로도 시도하여 어느 쪽이 작동하는지 알려 줍니다: 프록시를 사용 중이면 직접 연결을, --proxy none이면 설정된 프록시를 시도합니다
help-check-connect-to = HOST:PORT1 대신 ADDR:PORT2에 연결합니다(curl과 같음). 여러 번 지정할 수 있습니다
help-check-timeout = 한 번의 대기마다 적용되는 제한 시간(초), 1~600: 이름 확인, 연결, 응답, 본문의 한 조각. 본문 전체에는 그 네 배까지 걸릴 수 있습니다 [기본값: 6, 5, 15, 15]
help-check-deadline = 실행 전체의 제한 시간(초), 1~3600 [기본값: 120]
help-check-service = 이 서비스의 인증서도 확인합니다: HOST 또는 HOST:PORT는 STARTTLS를 사용하는 SMTP이고, 앞에 smtps, https, tls와 `://`를 붙이면 처음부터 TLS로 연결합니다. mx:DOMAIN은 도메인의 MX 레코드에 있는 호스트를 뜻합니다. 여러 번 지정할 수 있습니다
help-check-exchange = Exchange 서버가 스스로에 대해 말하는 내용: `Get-ExchangeServer`의 JSON. 여기에 적힌 프록시는 비교만 하며 사용하지 않습니다
help-check-connectors = Exchange 및 Exchange Online의 커넥터 내용: `Get-SendConnector`, `Get-ReceiveConnector`, `Get-InboundConnector`, `Get-OutboundConnector`의 JSON. 여러 번 지정할 수 있습니다
help-check-own-certificate = 이 호스트가 직접 제시하는 인증서: 파일(PEM, DER, PKCS #7이며 호스트 자신의 인증서가 맨 앞) 또는 Windows에서 LocalMachine\My에 있는 인증서의 지문
help-check-exchange-certificates = Exchange가 SMTP에 사용하는 인증서: `Get-ExchangeCertificate`의 JSON
help-check-smtp-log = Exchange의 SMTP 수신 로그. 서비스가 클라이언트로서 제시하는 인증서를 알려 줍니다. 여러 번 지정할 수 있습니다

## What it writes
help-check-format = 표준 출력에 쓸 보고서의 형식: text, json, html, markdown, csv(검사 결과), 프로그램용 nagios, prometheus, junit [기본값: text]
help-check-report = 보고서를 이 형식 중 하나로 파일에도 씁니다(html=report.html). 전부 쓰거나 전혀 쓰지 않습니다. 여러 번 지정할 수 있습니다
help-check-lang = text, HTML, Markdown의 언어: en 또는 ko. 프로그램이 읽는 형식에는 언어가 없습니다 [기본값: 시스템 언어]
help-check-quiet = 제목과 주의가 필요한 내용만 표시합니다
help-check-verbose = 통과한 검사, 소요 시간, 다이제스트도 표시합니다
help-check-evidence = 받은 모든 바이트와 관찰한 사실을 이 새 폴더에 보관합니다
help-check-event-log = Windows 응용 프로그램 로그에 이벤트를 하나 기록합니다. 관리자가 원본 `certready`를 미리 등록해 두어야 합니다
help-check-reports = 이 실행의 보고서를 JSON과 HTML로 이 폴더에 보관하고 오래된 것을 제거합니다
help-check-keep = 이 정책, 호스트, 계정에 대해 --reports 폴더에 남길 실행의 수, 1~1000 [기본값: 14]

## What it lists instead
help-check-firewall-list = 방화벽 담당자를 위해 정책의 모든 끝점을 현재 주소와 함께 나열합니다. 아무것도 가져오거나 판정하거나 열지 않습니다 [기본값: text]

help-check-after =
    예:
      certready check exchange-online-smtp-2026
      certready check exchange-online-2018 --cutover 2018-09-03
      certready check exchange-online-smtp-2026 --service mx:contoso.example
      certready check ./partner.yaml --client openssl-no-revocation
      certready check ./partner.yaml --report html=report.html --evidence ./kept
      certready check ./partner.yaml --reports /var/lib/certready/reports --keep 30
      certready check exchange-online-smtp-2026 --baseline yesterday.json
      certready check exchange-online-smtp-2026 --format nagios --deadline 50
      certready check exchange-online-smtp-2026 --firewall-list=csv

    PROFILE은 schannel-validating(유효성을 검사하는 Exchange: 체인과 해지),
    schannel-opportunistic(암호화만 하고 신뢰는 무시), openssl-no-revocation
    (Postfix 등 대부분: 체인만 검사하고 해지는 검사하지 않음) 중 하나입니다.
    --only 또는 --skip으로 범위를 줄인 실행은 준비됨으로 끝나지 않습니다.

### Korean words of the fleet: many hosts' reports, summed up.

## fleet/mod.rs: the sentence on top

fleet-one-not-ready = 준비 안 됨 { $count }대
fleet-not-ready = 준비 안 됨 { $count }대
fleet-one-undetermined = 판정 불가 { $count }대
fleet-undetermined = 판정 불가 { $count }대
fleet-one-missing = 보고서 없음 { $count }대
fleet-missing = 보고서 없음 { $count }대
fleet-one-ready-with-warnings = 준비됨(경고 있음) { $count }대
fleet-ready-with-warnings = 준비됨(경고 있음) { $count }대
fleet-one-ready = 준비됨 { $count }대
fleet-ready = 준비됨 { $count }대
fleet-of-none = 어느 호스트의 보고서도 찾지 못했습니다.
fleet-of-one = 호스트 1대: { $parts }.
fleet-of-many = 호스트 { $all }대: { $parts }.
fleet-one-broken = 파일 1개를 집계하지 못했습니다.
fleet-broken = 파일 { $many }개를 집계하지 못했습니다.
fleet-not-alike = 모든 호스트를 같은 기준으로 판정하지는 않았습니다.

## fleet/again.rs

words-each-source = 각 출발지
fleet-next-missing = 이 호스트에서 certready를 실행하거나, 보고서가 도착하지 않는 이유를 확인하세요.
fleet-next-stale = 이 호스트에서 certready를 다시 실행하거나, 보고서가 더 이상 도착하지 않는 이유를 확인하세요.
fleet-next-ahead = 시간 서버를 사용하여 시계를 맞추고 certready를 다시 실행한 다음, 미래 시각의 보고서를 치우세요. 그 보고서가 그보다 새로운 모든 보고서보다 앞섭니다.
fleet-clock-ahead = 보고서의 관찰 시각({ $at })이 이 컴퓨터의 시계보다 앞서 있습니다
fleet-why-unread = certready의 보고서가 아닙니다: { $why }
fleet-why-none = certready의 보고서가 아닙니다
fleet-why-schema = 스키마가 `{ $ours }`이(가) 아니라 `{ $schema }`입니다
fleet-why-long = { $most }바이트가 넘습니다: 그렇게 큰 보고서는 없습니다
fleet-why-unclean = certready에서 쓰지 않는 문자가 들어 있습니다({ $what })
fleet-why-of-host = 호스트 이름
fleet-why-of-account = 계정
fleet-why-of-policy = 정책 ID
fleet-why-contradiction = 판정은 `{ $verdict }`인데 검사 결과는 그렇지 않습니다: 누군가 내용을 변경했습니다
fleet-why-deep = 폴더가 { $most }단계보다 깊어 확인하지 않았습니다
fleet-why-many = 파일이 { $most }개가 넘습니다: 이 파일부터는 읽지 않았습니다
fleet-why-no-file = 일반 파일이 아닙니다
fleet-why-large = 파일이 너무 큽니다
fleet-why-utf-16 = Windows PowerShell의 `>`로 작성되어 UTF-16 형식입니다: --report json=PATH 옵션으로 작성하세요

## render/fleet_words.rs

fleet-and-more = 외 { $more }대
fleet-one-host = 호스트 1대
fleet-hosts = 호스트 { $count }대
fleet-of-all = { $all }대 중 { $count }대
fleet-left-out = 그 밖에 { $what } { $rest }개가 더 있습니다: --format json과 csv에는 모두 나옵니다
fleet-sum = { $hosts } 종합
fleet-count-not-ready = 준비 안 됨 { $count }대
fleet-count-undetermined = 판정 불가 { $count }대
fleet-count-ready-with-warnings = 준비됨(경고 있음) { $count }대
fleet-count-ready = 준비됨 { $count }대
fleet-count-none = 없음
fleet-fact-hosts = 호스트
fleet-policy-words = { $id } ({ $title }): 전환 { $cutover }; { $hosts }: { $counts }
fleet-fact-reports = 보고서
fleet-fact-expected = 대상 목록
fleet-fact-stale = 보고서 기한
fleet-made-words = { $at } (이 컴퓨터의 시계 기준)
fleet-fact-made = 작성 시각
fleet-met = 모두 보고했으며, 그 밖에 보고한 호스트는 없음
fleet-met-beside = 모두 보고했으며, 그 밖에 보고한 { $hosts }
fleet-unmet = 보고서 없는 호스트 { $missing }대
fleet-unmet-beside = 보고서 없는 호스트 { $missing }대; 그 밖에 보고한 { $hosts }
fleet-counted = { $count }개 집계
fleet-passed-superseded = 더 새로운 보고서가 있음
fleet-passed-policies = 다른 정책의 보고서
fleet-passed-urls = 개별 URL의 보고서
fleet-passed-schemas = certready의 다른 파일
fleet-passed-links = 따라가지 않은 링크
length-one-day = 1일
length-days = { $count }일
length-one-hour = 1시간
length-hours = { $count }시간
length-one-minute = 1분
length-minutes = { $count }분
fleet-report = 보고서
short-not-reached = 도달하지 못함
short-not-genuine = 진본이 아님
short-not-looked = 확인하지 않음
fleet-old-lapsed = { $host }, 계정: { $account }: 관찰 시각 { $observed }, 유효 기한 { $until }; 당시 판정: { $verdict }
fleet-old = { $host }, 계정: { $account }: 관찰 시각 { $observed }; 당시 판정: { $verdict }
fleet-export = { $host }: 호스트 자체의 저장소 대신 내보낸 저장소 { $path }
fleet-judged-on = 판정한 호스트: { $host }
fleet-differ-digest = 정책 { $of }의 내용(SHA-256): 모두 같은 내용으로 판정하지는 않았습니다
fleet-differ-cutover = 정책 { $of }의 전환 시각: 모두 같은 시각을 기준으로 판정하지는 않았습니다
fleet-differ-tool = certready 버전
fleet-differ-client = 클라이언트 프로필
fleet-request-pasted = 티켓에 붙여 넣기 위한 내용입니다. 열거나 변경한 것은 없습니다. 각 출발지의 이름은 --format firewall-csv에 출발지와 목적지마다 한 줄씩 나옵니다.
fleet-request-addresses = 주소는 각 호스트 자체의 보고서에 있습니다. CA는 콘텐츠 전송 네트워크(CDN)를 통해 게시하므로 주소가 언제든지 바뀝니다. 방화벽이나 프록시에서 가능하면 이름으로 허용하세요.
fleet-title-missing = 보고서 없음
fleet-title-old = 최근 보고 없음
fleet-title-broken = 집계하지 못한 파일
fleet-title-unexpected = 대상 목록에 없으나 보고함
fleet-title-clocks = 시계가 다른 호스트
fleet-title-exports = 내보낸 저장소
fleet-what-hosts = 호스트
fleet-what-reports = 보고서
fleet-what-files = 파일
fleet-what-clocks = 시계
fleet-what-exports = 내보낸 저장소
fleet-head-reached = 도달
fleet-head-short = 미달 및 해당 호스트
fleet-head-present = 있음
fleet-head-absent = 없음
fleet-head-not-known = 알 수 없음

## render/fleet_text.rs, render/fleet_markdown.rs

fleet-what-findings = 검사 결과
fleet-what-groups = 그룹
fleet-what-values = 값
fleet-what-targets = 목적지
fleet-what-endpoints = 끝점
fleet-what-certificates = 인증서
fleet-title-differs = 서로 다른 항목
fleet-title-firewall = 방화벽 변경 요청
fleet-title-hosts = 호스트
fleet-sources = 출발지
fleet-matters = 진행을 막습니다: 현재 상태로는 출발지 중 적어도 한 곳이 준비되어 있지 않습니다
fleet-matters-not = 어느 출발지에서도 판정을 좌우하지 않습니다
fleet-evidence = { $causes }; 각 출발지 자체의 보고서에 있습니다
fleet-column-reached = 도달
fleet-column-genuine = 진본
fleet-column-present = 있음
fleet-column-hosts = 호스트
fleet-absent = 없음
fleet-not-known = 알 수 없음
fleet-report-words = { $policy }, 계정: { $account }: { $verdict }, 관찰 시각 { $observed } ({ $file })
fleet-head-kind = 종류
fleet-head-part = 구분

## render/html/fleet.rs

fleet-foot = certready { $tool } 버전에서 작성했으며, 시각은 UTC 기준입니다.
fleet-skip = 판정으로 건너뛰기
fleet-verdict = 판정:
fleet-facts = 무엇을 종합했는지
fleet-kicker = 여러 호스트, 하나의 인증서 교체
fleet-blocks = { $hosts }의 진행을 막는 문제
fleet-head-number = 번호
fleet-head-facts = 내용
fleet-request = 요청하는 것과 그 출발지
fleet-kind-by-method = { $kind } ({ $method })
fleet-endpoints = 각 끝점에 도달하여 CA가 제공하는 것을 받는 호스트의 수
fleet-roots = 각 인증서가 저장소에 있는 호스트

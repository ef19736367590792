### Korean words of a comparison: of `diff`, and of what a report says of its baseline.

## compare/fact.rs: what changed

fact-crl-number-back = CRL 번호가 작아짐
fact-crl-number-reused = CRL 번호 중복 사용
fact-crl-older = 더 오래된 CRL
fact-crl-numbered = CRL 번호
fact-signer-key = 서명자의 키
fact-signed-data = 서명된 데이터
fact-cause = 원인
fact-level = 수준
fact-waiver = 예외 승인
fact-new-check = 새 검사
fact-addresses = 주소
fact-root-stores = 저장 위치
fact-root = 트러스트 앵커
fact-intermediate = 중간 인증서
fact-presented = 제시한 인증서
fact-presented-root = 제시한 체인의 루트
fact-tls-version = TLS 버전
fact-service = 서비스
fact-endpoint = 끝점
fact-proxy = 프록시
fact-route = 경로
fact-store-origin = 신뢰 저장소
fact-store-certificates = 저장소의 인증서 수
fact-store-unread = 읽지 못한 위치 수
fact-policy = 정책
fact-cutover = 전환
fact-purpose = 판정 대상
fact-phase = 단계
fact-client = 클라이언트
fact-host = 호스트
fact-account = 계정
fact-os = 시스템
fact-tool = certready
fact-crl-number-forward = CRL 번호
fact-notice = 알림

## compare/findings.rs, host.rs, network.rs, signed.rs: how it was and is

fact-waiver-words = { $until }까지: { $reason }
fact-level-words = { $level } [{ $cause }]
fact-one-finding = 검사 결과 1건, 가장 나쁜 수준: { $worst }
fact-findings = 검사 결과 { $many }건, 가장 나쁜 수준: { $worst }
fact-certificate-of-policy = { $label } ({ $role })
fact-certificate = { $label } (SHA-256 { $sha256 })
fact-not-understood = (해석할 수 없음)
fact-signer-key-words = { $signer } (키의 SHA-256 { $sha256 })
fact-crl-number-words = { $number } ({ $this }에 발행)

## What it is about, where there is one of it

about-verdict = 판정
about-services = 서비스
about-revocation = 해지 정보
about-store = 저장소
about-route = 경로
about-cutover = 전환
about-purpose = 판정 대상
about-phase = 단계
about-client = 클라이언트
about-host = 호스트
about-os = 운영 체제
about-tool = 버전
about-id = ID
about-title = 제목
about-digest = 다이제스트
about-account = 계정
about-policy = 정책
about-endpoints = 끝점

## compare/mod.rs, compare/findings.rs: what could not be compared, and what is said on top

gap-other-policy = 두 보고서의 정책이 다릅니다: 한쪽에서 판정하는 것을 다른 쪽에서는 판정하지 않을 수 있습니다
gap-verdict-not-known = 이전에는 준비 안 됨이었으나 이후에는 판정 불가입니다: 실패한 것이 해결되었는지 알 수 없습니다
gap-list-in-neither = 어느 보고서에도 없습니다: 이 목록이 없던 버전의 보고서이므로 비교하지 않았습니다
gap-list-not-before = 이전 보고서에 없습니다: 이 목록이 없던 버전의 보고서이므로 비교하지 않았습니다
gap-list-not-after = 이후 보고서에 없습니다: 이 목록이 없던 버전의 보고서이므로 비교하지 않았습니다
gap-not-looked-at = 이전에는 수준이 { $level }이었으나, 이후 실행에서 모든 것을 살펴보지는 않았습니다: 해결되었는지 알 수 없습니다
gap-not-known = 이전에는 수준이 { $level }이었으나, 이후에는 미확인입니다: 해결되었는지 알 수 없습니다
gap-no-baseline = 이후 실행에 기준 보고서가 없어 이 검사를 하지 않았습니다
gap-check-gone = 이후 보고서는 다른 버전의 것이며, 이 검사의 결과가 없습니다
note-two-hosts = 두 보고서의 호스트가 다릅니다: 이전 { $was }, 이후 { $is }.
note-two-accounts = 두 보고서의 계정이 다릅니다: 이전 { $was }, 이후 { $is }.
note-two-policies = 두 보고서의 정책이 다릅니다: 이전 { $was }, 이후 { $is }.
note-order = 순서는 지정한 대로이며, 시계의 순서와 다릅니다: 이전 보고서는 { $was }에, 이후 보고서는 그보다 이른 { $is }에 관찰되었습니다.

## render/difference.rs

outcome-nothing-worse = 악화 없음
outcome-worse = 악화됨
outcome-incomplete = 일부 비교 불가
since-no-regressions = 악화 없음
since-one-regression = 악화 1건
since-regressions = 악화 { $count }건
since-no-repairs = 개선 없음
since-one-repair = 개선 1건
since-repairs = 개선 { $count }건
since-no-facts = 변경된 정보 없음
since-one-fact = 변경된 정보 1건
since-facts = 변경된 정보 { $count }건
since-one-number-back = 번호가 작아진 CRL 1개
since-numbers-back = 번호가 작아진 CRL { $count }개
since-not-compared = 비교 불가 { $count }건
side-host-words = { $host }, 계정: { $account }
side-verdict = 판정
side-policy = 정책
side-certready = certready
side-manifest = 매니페스트 { $digest }
state-not-found = 없음
state-not-looked-at = 더 이상 확인하지 않음
state-gone = 더 이상 나타나지 않음
state-turned = 이전 { $before }, 이후 { $after }
state-waived = { $until }까지 예외 승인
state-decisive = 판정을 좌우함
state-supporting = 판정을 좌우하지 않음
state-follows = { $above } 검사의 문제에서 비롯됨
state-passed-before = 이전에 통과한 검사: { $codes }
end-before = 이전
end-after = 이후
end-added = 추가
end-removed = 제거
title-regressions = 악화된 항목
title-repairs = 개선된 항목
title-not-looked-at = 더 이상 확인하지 않는 대상
title-changed-facts = 변경된 정보
title-not-compared = 비교하지 못한 항목

## render/difference_text.rs, render/difference_markdown.rs, render/html/since.rs

title-since-at = 기준 보고서({ $at }) 이후
since-worse = 악화
since-better = 개선
title-changed-facts-since = 기준 보고서 이후 변경된 정보
title-not-compared-since = 기준 보고서와 비교하지 못한 항목
head-before = 이전
head-after = 이후
head-passed-before = 이전에 통과한 검사
head-change = 변경 내용
head-why = 이유
html-baseline = 기준 보고서의 관찰 시각: { $at }, 판정: { $verdict }.
html-got-worse = 악화된 항목
html-got-better = 개선된 항목
html-not-compared = 비교하지 못한 항목

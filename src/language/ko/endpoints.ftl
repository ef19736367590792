### Korean words of the findings: the endpoints, what comes from them (CRLs, OCSP answers, certificates), the ways to them, and the clock.

## aia_chains.rs

aia-chains--chains =
    .observed = { $issuer } 발급자가 발급한 { $found } 인증서를 받았습니다
    .required = { $requirer }: { $anchor }에 연결되는 인증서
aia-chains--anchor =
    .observed = 트러스트 앵커인 { $found } 인증서 자체를 받았습니다
    .required = { $requirer }: { $anchor }에 연결되는 인증서
aia-chains--elsewhere =
    .observed = { $found } 인증서를 받았지만, 그 발급자({ $named })의 관련 인증서 중 이 인증서를 발급한 것은 없습니다
    .required = { $requirer }: { $anchor }에 연결되는 인증서
    .next = URL을 이 URL이 적힌 인증서와 비교하세요. 다른 루트로 이어지는 교차 인증서라면 결함이 아닙니다.
aia-chains--no-issuer =
    .observed = { $found } 인증서를 받았지만, 그 발급자({ $named })의 인증서가 확보되지 않아 누가 발급했는지 검증하지 못했습니다
    .required = { $requirer }: { $anchor }에 연결되는 인증서
    .next = 발급자의 인증서를 지정하거나(--issuer FILE), 그 인증서가 들어 있는 신뢰 저장소를 지정하세요(--trust-store PATH).
aia-chains--unlinked =
    .observed = { $found } 인증서를 받았지만, 여기에 적힌 발급자({ $named })의 인증서로 검증되지 않습니다: { $why }
    .required = { $requirer }: { $anchor }에 연결되는 인증서
    .next = 이 네트워크 외부의 호스트에서 받은 것과 SHA-256을 비교하세요. 전송 중에 또는 CA에서 바이트가 바뀌었습니다.

## clock.rs

clock--agrees =
    .observed = 호스트 { $hosts }개의 시각 중앙값과 { $seconds }초 차이 납니다
    .required = { $tolerated }초 이내
clock--differs =
    .observed = 이 호스트의 시각이 호스트 { $hosts }개의 시각 중앙값과 { $seconds }초 다릅니다(중앙값 대비 이 호스트: { $direction })
    .required = { $tolerated }초 이내: 시계가 틀리면 최신 CRL은 기한이 지난 것으로, 기한이 지난 CRL은 최신으로 보입니다
    .next = 이 호스트의 시계를 시간 서버에 맞추고, 최신성에 관한 결과를 믿기 전에 다시 실행하세요.
clock--behind =
    .observed = 이 호스트의 시각({ $observed })이 서명된 데이터가 만들어진 시각({ $signed })보다 { $seconds }초 이릅니다
    .required = { $tolerated }초 이내: 서명된 데이터가 미래에 만들어졌을 수는 없습니다
    .next = 이 호스트의 시계를 시간 서버에 맞추고, 최신성에 관한 결과를 믿기 전에 다시 실행하세요.
clock--too-few =
    .observed = 캐시를 거치지 않고 시각을 알려 준 호스트가 { $hosts }개입니다: 비교하기에 너무 적습니다
    .required = 호스트 2개 이상

## crl_fresh.rs

crl-fresh--fresh =
    .observed = { $this }에 발행되었습니다(다음 목록의 기한: { $next })
    .required = thisUpdate <= { $observed } <= nextUpdate
crl-fresh--again =
    .observed = { $this }에 발행되었고, 다음 목록의 기한({ $next })이 전환 시각({ $cutover })보다 이릅니다
    .required = 전환 시점에도 이 URL에 연결할 수 있어야 합니다: 오늘 가져온 목록은 그 시점까지 유효하지 않습니다
    .next = 전환 전날에 다시 실행하세요.
crl-fresh--stale =
    .observed = { $this }에 발행되었고, 다음 목록은 { $next }까지 나왔어야 합니다{ $age }
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = 이 네트워크나 CA의 캐시가 오래된 목록을 보관하고 있는지 확인하고(Age, Date, Via), 외부 호스트에서 받은 것과 비교하세요.
crl-fresh--stale-cached =
    .observed = { $this }에 발행되었고, 다음 목록은 { $next }까지 나왔어야 합니다: 프록시의 캐시가 가져올 때는 최신이었으나 캐시에 그대로 보관되어 있습니다{ $age }
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = 프록시의 캐시에서 { $url } 항목을 비우고 새로 가져오게 하고, CRL을 nextUpdate 이후까지 보관하지 않도록 하세요.
crl-fresh--not-yet =
    .observed = thisUpdate({ $this })가 관찰 시각보다 나중입니다: 이 호스트의 시계가 느리거나 CA의 시계가 빠릅니다
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = 이 호스트의 시계를 시간 서버와 비교하세요.
crl-fresh--inverted =
    .observed = nextUpdate({ $next })가 thisUpdate({ $this })보다 이릅니다: 그 사이에 드는 시각이 없습니다
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = CA에 알리세요.
crl-fresh--no-next-update =
    .observed = { $this }에 발행되어 { $days }일이 지났고, 다음 목록이 언제 나오는지 적혀 있지 않습니다
    .required = RFC 5280 §5.1.2.5: nextUpdate
    .next = CA에 알리세요. 이런 목록을 처리하는 방식은 클라이언트마다 다릅니다.
crl-fresh--no-next-update-old =
    .observed = { $this }에 발행되어 { $days }일이 지났고, 다음 목록이 언제 나오는지 적혀 있지 않습니다
    .required = nextUpdate가 있거나, 발행된 지 { $oldest }일 이내
    .next = 캐싱 프록시가 오래된 목록을 보관하고 있는지 확인하고, 그렇지 않으면 CA에 알리세요.

## crl_number.rs

crl-number--forward =
    .observed = { $this }에 발행된 번호 { $number }입니다. { $since }의 기준 보고서에는 { $before_this }에 발행된 번호 { $before }이(가) 있었습니다
    .required = RFC 5280 §5.2.3: 번호는 커지기만 합니다
crl-number--same =
    .observed = { $this }에 발행된 번호 { $number }이며, { $since }의 기준 보고서와 같습니다
    .required = RFC 5280 §5.2.3: 번호는 커지기만 합니다
crl-number--rolled-back =
    .observed = { $this }에 발행된 번호 { $number }입니다. { $since }의 기준 보고서에는 { $before_this }에 발행된 더 나중 번호 { $before }이(가) 이미 있었습니다
    .required = RFC 5280 §5.2.3: 번호는 커지기만 합니다. 클라이언트는 최신성만 유지되면 더 오래된 CRL도 받아들이므로 그 뒤에 해지된 것을 놓칩니다
    .next = 이 네트워크 밖의 호스트에서 { $url }을(를) 가져와 번호를 비교하세요. 거기서 더 나중 번호가 나오면 중간의 캐시나 프록시에서 사본을 비우게 하고, 거기서도 더 오래된 번호가 나오면 CA에 알리세요.
crl-number--reused =
    .observed = 번호 { $number }이(가) 여기서는 { $this }에, { $since }의 기준 보고서에서는 { $before_this }에 발행되었습니다
    .required = RFC 5280 §5.2.3: thisUpdate가 다른 두 CRL은 번호도 다릅니다
    .next = CA에 알리세요: 번호로는 둘 중 어느 것이 나중인지 알 수 없습니다.
crl-number--other-signer =
    .observed = 키 { $key }(으)로 서명되었고, { $since }의 기준 보고서에서는 { $before_key }(으)로 서명되었습니다: 두 번호는 한 줄로 이어지지 않습니다
    .required = RFC 5280 §5.2.3: 같은 발급자와 범위의 번호끼리 비교합니다
    .next = CA가 새 키를 쓰는지 확인하세요. 다음 기준 보고서부터는 번호를 다시 비교합니다.
crl-number--unnumbered =
    .observed = { $this }에 발행된 번호 { $number }입니다. { $since }의 기준 보고서에는 { $before_this }에 발행된 번호 { $before }이(가) 있었습니다
    .required = 없음: 번호가 둘 다 없으면 순서는 날짜로만 알 수 있고, 이 CRL이 더 오래된 것은 아닙니다
crl-number--older =
    .observed = { $this }에 발행된 번호 { $number }입니다. { $since }의 기준 보고서에는 그보다 나중인 { $before_this }에 발행된 번호 { $before }이(가) 이미 있었습니다
    .required = 이전보다 오래되지 않은 CRL. 번호가 둘 다 없으면 순서는 날짜로만 알 수 있습니다
    .next = 이 네트워크 밖의 호스트에서 { $url }을(를) 가져와 thisUpdate를 비교하세요. 거기서 더 나중이면 중간의 캐시나 프록시에서 사본을 비우게 하세요.
crl-number--not-in-baseline =
    .observed = { $this }에 발행된 번호 { $number }입니다. { $since }의 기준 보고서에는 이 URL의 CRL이 없습니다
    .required = 없음: 비교할 대상이 없습니다
crl-number--other-run =
    .observed = 기준 보고서의 대상이 다릅니다: { $other }. 그래도 URL이 같은 CRL은 비교합니다
    .required = 이 호스트를 이 정책으로 판정한 기준 보고서: 경로가 다르면 캐시도 다릅니다
    .next = 두 대상을 비교하려던 것이 아니라면, 이 호스트의 이전 보고서를 기준으로 지정하세요.
crl-number--later-baseline =
    .observed = { $since }에 관찰되었으며, 이 실행의 { $observed }보다 나중입니다: 번호를 비교하지 않습니다
    .required = 더 이른 보고서
    .next = 더 이른 보고서를 기준으로 지정하세요. 이미 그렇다면 두 시계 중 어느 쪽이 틀렸는지 확인하세요.
crl-number--unlisted =
    .observed = { $since }의 보고서는 CRL을 나열하지 않던 버전의 것입니다: 번호를 비교하지 않습니다
    .required = CRL을 나열하는 보고서(JSON의 `revocation`)
    .next = 앞으로는 이 버전의 보고서를 기준으로 지정하세요.

## crl_scope.rs

crl-scope--covers =
    .observed = { $subjects }에 적용되는 CRL입니다
    .required = { $requirer }: 이 인증서와 이 URL에 해당하는 CRL
crl-scope--covers-some =
    .observed = 일부 해지 사유에 한해서만 { $subjects }에 적용되는 CRL입니다
    .required = { $requirer }: 이 인증서에 대해 모든 해지 사유를 다루는 CRL
    .next = 나머지 해지 사유를 다루는 CRL을 정책에 추가하세요.
crl-scope--out =
    .observed = { $subjects }에 적용되지 않는 CRL입니다: { $why }
    .required = { $requirer }: 이 인증서와 이 URL에 해당하는 CRL
    .next = URL을 인증서의 CRL 배포 지점(CDP)과 비교하고, URL이 맞으면 CA에 알리세요.
crl-scope--unsupported =
    .observed = { $subjects }에 적용되는지 알 수 없는 CRL입니다: { $why }
    .required = { $requirer }: 이 인증서와 이 URL에 해당하는 CRL
    .next = 이 인증서에는 OCSP와 같은 다른 해지 정보 출처를 사용하세요.

## crl_signed.rs

crl-signed--signed =
    .observed = 서명되었습니다(서명자: { $signer }, 알고리즘: { $algorithm })
    .required = { $requirer }: CRL에 서명할 수 있는 발급자의 서명
crl-signed--weak =
    .observed = 서명은 검증되지만 취약합니다(서명자: { $signer }, 알고리즘: { $algorithm }): { $weakness }
    .required = 누구도 위조할 수 없는 서명(RFC 6194; NIST SP 800-131A)
    .next = CA에 알리세요. 이 호스트의 클라이언트가 이 서명을 거부할 수 있습니다.
crl-signed--wrong-issuer =
    .observed = { $fault }
    .required = { $requirer }: CRL에 서명할 수 있는 발급자의 서명
    .next = URL을 이 URL이 적힌 인증서와 비교하세요. 다른 CA의 CRL로는 그 인증서의 해지 여부를 알 수 없습니다.
crl-signed--no-issuer =
    .observed = { $fault }: 진본인지 알 수 없습니다
    .required = { $requirer }: CRL에 서명할 수 있는 발급자의 서명
    .next = 발급자의 인증서를 지정하거나(--issuer FILE), 그 인증서가 들어 있는 신뢰 저장소를 지정하세요(--trust-store PATH).
crl-signed--bad =
    .observed = { $fault }
    .required = { $requirer }: CRL에 서명할 수 있는 발급자의 서명
    .next = 이 네트워크 외부의 호스트에서 받은 것과 SHA-256을 비교하세요. 전송 중에 또는 CA에서 바이트가 바뀌었습니다.
crl-signed--not-understood =
    .observed = 해석하지 못했으며, 위조되었다는 증거는 아닙니다: { $fault }
    .required = { $requirer }: CRL에 서명할 수 있는 발급자의 서명
    .next = 이 호스트의 클라이언트가 이 알고리즘을 지원하는지 확인하세요.

## endpoint_genuine.rs

endpoint-genuine--genuine =
    .observed = { $what }
    .required = { $requirer }: { $wanted }
endpoint-genuine--intercepted =
    .observed = 중간에서 가로챈 응답입니다: 상태 코드 { $status }, 받은 내용: { $what }{ $titled }{ $by }
    .required = { $requirer }: { $wanted }
    .next = { $host } 호스트(TCP { $port })로 가는 트래픽이 중간 장비에서 필터링되거나 로그인 페이지로 막히지 않고 통과하게 하세요.
endpoint-genuine--other-form =
    .observed = 상태 코드 { $status }, 받은 내용: { $what }{ $by }
    .required = { $requirer }: { $wanted }
    .next = 이 네트워크 외부의 호스트에서 받은 것과 비교하세요. 서로 다르면 중간의 무언가가 내용을 바꾸는 것이고, 같으면 CA에 알리세요.
endpoint-genuine--not-understood =
    .observed = 해석하지 못했으며, 위조되었다는 증거는 아닙니다: { $what }
    .required = { $requirer }: { $wanted }
    .next = --evidence로 보관한 바이트를 살펴보세요. 이 호스트의 클라이언트는 이를 해석할 수도 있고, 마찬가지로 멈출 수도 있습니다.
endpoint-genuine--unrecognised =
    .observed = 받은 내용의 첫 부분이 CRL, OCSP 응답, 인증서 중 어느 것의 형식도 아닙니다
    .required = { $requirer }: { $wanted }
    .next = --evidence로 보관한 바이트를 살펴보세요. OCSP 응답자에는 발급자의 인증서가 있어야만 질의할 수 있습니다: --issuer FILE.
endpoint-genuine--trailing-bytes =
    .observed = { $what }, 그 끝 뒤에 { $bytes }바이트가 더 있습니다
    .required = { $requirer }: { $wanted }, 그 뒤에는 아무것도 없어야 합니다
    .next = 이 네트워크 외부의 호스트에서 받은 것과 비교하세요. 이런 본문을 거부하는 클라이언트도 있습니다.
endpoint-genuine--content-type =
    .observed = { $what }, 콘텐츠 형식: { $type }
    .required = RFC 2585 §4.2, RFC 6960 §A.1: 콘텐츠 형식 { $right }
    .next = CA 또는 중간 캐시의 운영자에게 알리세요. 콘텐츠 형식을 확인하는 클라이언트는 드물지만 있습니다.
endpoint-genuine--host-io =
    .observed = 응답은 왔지만 이 호스트의 디스크에서 다시 읽을 수 없었습니다: { $what }
    .required = { $requirer }: { $wanted }
    .next = 임시 파일 폴더가 있고 여유 공간이 있는지 확인한 다음 다시 실행하세요.

## endpoint_listed.rs

endpoint-listed--listed =
    .observed = 관련 인증서에 적힌 호스트가 모두 정책에 있습니다: { $hosts }
    .required = 정책의 끝점: 검증에 필요한 모든 호스트
endpoint-listed--unlisted =
    .observed = 인증서({ $by })에는 적혀 있지만 정책에는 없습니다: { $urls }
    .required = 정책의 끝점: 검증에 필요한 모든 호스트
    .next = 방화벽에서 이 호스트도 허용하고 정책에 추가하세요.
endpoint-listed--left-out =
    .observed = 인증서에 적힌 URL 중 { $count }개는 더 따라가지 않았습니다: 모두 합하면 실제 인증서 체인에 있을 수 있는 것보다 많습니다
    .required = URL 최대 64개, 가져오기 최대 4단계
    .next = AIA로 받은 인증서를 살펴보세요. 악의적인 인증서에는 무엇이든 적혀 있을 수 있습니다.

## endpoint_reachable.rs

endpoint-reachable--answered =
    .observed = { $ms }ms 만에 응답을 받았습니다(상태 코드: { $status }, 크기: { $bytes }바이트, 경로: { $way })
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
endpoint-reachable--connected =
    .observed = { $ms }ms 만에 연결되었습니다(경로: { $way })
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
endpoint-reachable--some-addresses =
    .observed = { $host } 호스트의 일부 주소가 연결을 받지 않습니다: { $failed }; 연결을 받는 주소: { $connected }
    .required = { $requirer }: 클라이언트는 어느 주소든 사용하므로, { $host } 호스트의 모든 주소에서 TCP { $port }에 연결할 수 있어야 합니다
    .next = { $host } 호스트의 모든 주소로 가는 TCP { $port } 포트를 허용하세요. 주소는 바뀌므로, 방화벽에서 가능하다면 이름으로 허용하세요.
endpoint-reachable--by-https =
    .observed = http에서 https로 리디렉션되며({ $to }), 이번 실행에서는 이를 따라갔습니다
    .required = RFC 5280 §8: http로 제공해야 합니다: 인증서를 신뢰하기 위해 이 데이터가 필요한 쪽은, 이 데이터를 받으려고 다른 인증서를 신뢰할 수 없습니다
    .next = { $host } 호스트가 TCP { $port } 포트에서 직접 응답하게 하세요. 리디렉션을 보낸 것이 이 네트워크의 포털이나 필터인지, 아니면 CA인지 확인하세요.
endpoint-reachable--failed =
    .observed = { $what }{ $where }
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
    .next = { $remedy }
endpoint-reachable--failed-here =
    .observed = { $what }{ $where }
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
    .next = { $remedy }
endpoint-reachable--proxy-asks =
    .observed = { $proxy } 프록시가 계정으로 로그인하도록 요구합니다{ $where }: Windows 서비스는 자체 계정으로 통과할 수도 있지만, 이번 실행에서는 시험할 수 없습니다
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
    .next = 프록시가 이 호스트에서 { $host }, TCP { $port }로 가는 GET과 POST를 로그인 없이 통과시키게 하세요. 그렇게 할 수 없으면 해당 서비스의 로그에서 서비스 계정이 통과하는지 확인하세요.
endpoint-reachable--not-tried =
    .observed = { $what }
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
    .next = 다시 실행하여 끝까지 기다리세요. 필요하면 --deadline 값을 늘리세요.
endpoint-reachable--host-io =
    .observed = 응답은 왔지만 이 호스트가 자체 디스크에 보관할 수 없었습니다
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
    .next = 임시 파일 폴더가 있고 여유 공간이 있는지 확인한 다음 다시 실행하세요.
endpoint-reachable--no-socket =
    .observed = 시도하지 못했습니다: 이 호스트에 더 열 수 있는 파일, 스레드 또는 메모리가 남아 있지 않았습니다
    .required = { $requirer }: 이 호스트에서 { $host }, TCP { $port }에 연결할 수 있어야 합니다
    .next = 계정의 열린 파일 수와 프로세스 수 제한을 늘리고(ulimit -n, ulimit -u) 다시 실행하세요.

## endpoint_timely.rs

endpoint-timely--timely =
    .observed = { $ms }ms 만에 전체를 받았습니다
    .required = { $client }에서 URL 하나에 허용하는 { $allowed }ms 이내
endpoint-timely--slow =
    .observed = { $ms }ms 만에 전체를 받았습니다
    .required = { $slow }ms 이내, 그리고 어떤 경우에도 { $client }에서 URL 하나에 허용하는 { $allowed }ms 이내
    .next = 느려지는 원인을 확인하세요: 이름 확인, 프록시의 검사, 패킷을 버리는 주소.
endpoint-timely--too-slow =
    .observed = 전체를 받는 데 { $ms }ms 걸렸습니다
    .required = { $client }에서 URL 하나에 허용하는 { $allowed }ms 이내
    .next = 느려지는 원인을 확인하세요: 이름 확인, 프록시의 검사, 패킷을 버리는 주소.
endpoint-timely--large =
    .observed = { $bytes }바이트
    .required = 최대 { $large }바이트(이를 넘으면 Microsoft의 CRL 테스트에서 경고합니다)
    .next = CA에 알리고, 이 호스트와 가까운 캐시가 이를 보관하는지 확인하세요.
endpoint-timely--chain-timely =
    .observed = 클라이언트처럼 하나씩 차례로 요청하면 모두 { $ms }ms 걸립니다({ $each })
    .required = { $client }에서 인증서 체인 전체의 해지 확인에 허용하는 { $chain }ms 이내
endpoint-timely--chain-too-slow =
    .observed = 클라이언트처럼 하나씩 차례로 요청하면 모두 { $ms }ms 걸립니다({ $each }): URL 하나하나는 괜찮더라도 클라이언트는 그 전에 포기합니다
    .required = { $client }에서 인증서 체인 전체의 해지 확인에 허용하는 { $chain }ms 이내
    .next = 실패하는 것부터 먼저 해결하세요. 응답이 없는 출처가 있으면 클라이언트는 대기 시간을 모두 쓴 뒤에야 다음 출처에 요청합니다.

## endpoint_tls.rs

endpoint-tls--expected =
    .observed = { $host } 호스트가 제시한 인증서 체인이 { $root }에서 끝납니다
    .required = 공개 루트 프로그램의 루트 인증서 또는 정책의 트러스트 앵커
endpoint-tls--of-this-host =
    .observed = 내부 네트워크의 { $host } 호스트가 제시한 인증서 체인이 이 호스트의 저장소에 있는 { $root }에서 끝납니다
    .required = 이 호스트가 신뢰하는 루트 인증서
endpoint-tls--intercepted =
    .observed = { $host } 호스트가 제시하는 인증서는 { $issuer }에서 발급했고, 그 체인은 { $root }에서 끝납니다({ $trusted }): 중간에서 TLS 검사가 이루어지고 있거나, 조직 내부의 CA입니다
    .required = 공개 루트 프로그램의 루트 인증서 또는 정책의 트러스트 앵커
    .next = { $host } 호스트를 TLS 검사에서 제외하고, 검사 장비가 메일(TCP 25)을 건드리지 않는지 확인하세요. Exchange Online과 이 호스트 사이의 TLS 검사는 지원되지 않습니다.
endpoint-tls--untrusted =
    .observed = { $host } 호스트가 제시한 인증서 체인이 { $root }에서 끝나며, 이 호스트도 Mozilla 루트 프로그램도 이를 신뢰하지 않습니다
    .required = 공개 루트 프로그램의 루트 인증서 또는 정책의 트러스트 앵커
    .next = { $host } 호스트로서 응답하는 것이 무엇인지 확인하세요. 포털, 필터, 또는 자체적으로 만든 인증서를 쓰는 서버일 수 있습니다.
endpoint-tls--other-name =
    .observed = { $host } 호스트가 다른 이름의 인증서를 제시합니다: { $names }; 그 체인은 { $root }(으)로 이어집니다
    .required = RFC 9525 §6: { $host } 이름의 인증서
    .next = { $host } 호스트로서 응답하는 것이 무엇인지 확인하세요. 포털이나 필터는 자기 이름의 인증서를 제시합니다.
endpoint-tls--incomplete =
    .observed = { $host } 호스트가 제시한 인증서 체인이 { $root } 바로 아래에서 끊기고, 그 상위 인증서가 확보되지 않아 체인이 어디에서 끝나는지 알 수 없습니다
    .required = 공개 루트 프로그램의 루트 인증서 또는 정책의 트러스트 앵커
    .next = { $host } 호스트가 이 네트워크 외부의 호스트에 제시하는 것과 비교하세요. 체인이 불완전하거나, TLS 검사 장비가 자체 체인을 제시하는 것입니다.
endpoint-tls--not-understood =
    .observed = { $host } 호스트가 제시한 내용에 해석할 수 있는 인증서가 없습니다
    .required = { $host } 호스트의 인증서
    .next = 그곳에서 제시하는 내용을 다른 도구로 살펴보세요.

## exchange_proxy.rs

exchange-proxy--none-named =
    .observed = InternetWebProxy가 비어 있습니다
    .required = Exchange와 해지 확인이 같은 외부 연결 경로를 사용해야 합니다
exchange-proxy--same =
    .observed = InternetWebProxy: { $exchange }, WinHTTP 프록시도 같습니다
    .required = Exchange와 해지 확인이 같은 외부 연결 경로를 사용해야 합니다
exchange-proxy--different =
    .observed = InternetWebProxy: { $exchange }, WinHTTP 프록시: { $machine }; 해지 확인은 Exchange의 프록시를 사용하지 않습니다
    .required = Exchange와 해지 확인이 같은 외부 연결 경로를 사용해야 합니다
    .next = 외부로 나가는 경로가 그 프록시라면 컴퓨터에도 설정하세요(netsh winhttp set proxy). 그렇지 않으면 WinHTTP가 사용하는 경로를 허용하세요.
exchange-proxy--not-known =
    .observed = InternetWebProxy: { $exchange }, 컴퓨터의 프록시는 알 수 없습니다: { $why }
    .required = Exchange와 해지 확인이 같은 외부 연결 경로를 사용해야 합니다
    .next = 이 설정을 읽을 수 있는 계정(SYSTEM)으로 실행하세요.
exchange-proxy--not-listed =
    .observed = --exchange로 지정한 내용에 이 호스트와 이름이 같은 서버가 없습니다: { $host }
    .required = Exchange와 해지 확인이 같은 외부 연결 경로를 사용해야 합니다
    .next = 이 호스트가 속한 조직의 파일을 지정하세요. 명령은 docs/windows.md 문서에 있습니다.

## mod.rs

endpoint--impossible-path =
    .observed = 이 끝점은 { $label } 인증서를 위한 것인데, 그 유효 기간이 { $until }에 끝나므로 { $at } 시점에는 이 인증서를 거치는 인증 경로가 없습니다
    .required = 요구 사항 없음: intermediate-validity 검사에서 다룹니다

## ocsp_fresh.rs

ocsp-fresh--fresh =
    .observed = { $this } 기준의 응답입니다(다음 응답의 기한: { $next })
    .required = thisUpdate <= { $observed } <= nextUpdate
ocsp-fresh--again =
    .observed = { $this } 기준의 응답이고, 다음 응답의 기한({ $next })이 전환 시각({ $cutover })보다 이릅니다
    .required = 전환 시점에도 이 OCSP 응답자에 연결할 수 있어야 합니다: 오늘 가져온 응답은 그 시점까지 유효하지 않습니다
    .next = 전환 전날에 다시 실행하세요.
ocsp-fresh--stale =
    .observed = { $this } 기준의 응답이고, 다음 응답은 { $next }까지 나왔어야 합니다{ $age }
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = 캐싱 프록시가 오래된 응답을 보관하고 있는지 확인하고(Age, Date), 이 네트워크 외부의 호스트에서 받은 것과 비교하세요.
ocsp-fresh--not-yet =
    .observed = thisUpdate({ $this })가 관찰 시각보다 나중입니다: 이 호스트의 시계가 느리거나 CA의 시계가 빠릅니다
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = 이 호스트의 시계를 시간 서버와 비교하세요.
ocsp-fresh--inverted =
    .observed = nextUpdate({ $next })가 thisUpdate({ $this })보다 이릅니다: 그 사이에 드는 시각이 없습니다
    .required = thisUpdate <= { $observed } <= nextUpdate
    .next = CA에 알리세요.
ocsp-fresh--no-next-update =
    .observed = { $this } 기준의 응답이며 nextUpdate가 없습니다: 더 새로운 정보를 언제든지 받을 수 있다는 뜻입니다
    .required = thisUpdate <= { $observed }, nextUpdate가 없으면 최대 { $oldest }일 이내
ocsp-fresh--no-next-update-old =
    .observed = { $this } 기준의 응답으로 { $days }일이 지났고, nextUpdate가 없습니다
    .required = nextUpdate가 있거나, { $oldest }일 이내의 응답: nextUpdate가 없으면 더 새로운 정보를 언제든지 얻을 수 있다는 뜻입니다
    .next = 캐싱 프록시가 오래된 응답을 보관하고 있는지 확인하고(Age, Date), 이 네트워크 외부의 호스트에서 받은 것과 비교하세요.

## ocsp_methods.rs

ocsp-methods--both =
    .observed = GET과 POST 모두 OCSP 응답을 가져옵니다
    .required = 둘 다: 클라이언트는 어느 쪽이든 사용하며, 프록시는 둘을 다르게 처리합니다
ocsp-methods--one =
    .observed = { $works } 요청으로는 OCSP 응답이 오지만, { $fails } 요청으로는 오지 않습니다
    .required = 둘 다: 클라이언트는 어느 쪽이든 사용하며, 프록시는 둘을 다르게 처리합니다
    .next = { $host } 호스트로 가는 { $fails } 요청도 중간 장비를 통과하게 하세요.
ocsp-methods--neither =
    .observed = GET으로도 POST로도 OCSP 응답이 오지 않습니다
    .required = 요구 사항 없음: endpoint-reachable 검사와 endpoint-genuine 검사에서 다룹니다
ocsp-methods--not-tried =
    .observed = 실행이 끝나기 전에 GET과 POST를 둘 다 시도하지는 못했습니다
    .required = 둘 다: 클라이언트는 어느 쪽이든 사용하며, 프록시는 둘을 다르게 처리합니다
    .next = 다시 실행하여 끝까지 기다리세요.

## ocsp_signed.rs

ocsp-signed--signed =
    .observed = 서명되었습니다(서명자: { $signer })
    .required = { $requirer }: 발급자의 서명, 또는 발급자가 id-kp-OCSPSigning으로 위임한 응답자의 서명
ocsp-signed--weak =
    .observed = 서명은 검증되지만 취약합니다(서명자: { $signer }): { $weakness }
    .required = 누구도 위조할 수 없는 서명(RFC 6194; NIST SP 800-131A)
    .next = CA에 알리세요. 이 호스트의 클라이언트가 이 서명을 거부할 수 있습니다.
ocsp-signed--wrong-signer =
    .observed = { $fault }
    .required = { $requirer }: 발급자의 서명, 또는 발급자가 id-kp-OCSPSigning으로 위임한 응답자의 서명
    .next = 이 네트워크 외부의 호스트에서 받은 것과 비교하고, 거기서도 같으면 CA에 알리세요.
ocsp-signed--bad =
    .observed = { $fault }
    .required = { $requirer }: 발급자의 서명, 또는 발급자가 id-kp-OCSPSigning으로 위임한 응답자의 서명
    .next = 이 네트워크 외부의 호스트에서 받은 것과 비교하세요. 전송 중에 또는 CA에서 바이트가 바뀌었습니다.
ocsp-signed--not-understood =
    .observed = 해석하지 못했으며, 위조되었다는 증거는 아닙니다: { $fault }
    .required = { $requirer }: 발급자의 서명, 또는 발급자가 id-kp-OCSPSigning으로 위임한 응답자의 서명
    .next = 이 호스트의 클라이언트가 이 알고리즘을 지원하는지 확인하세요.
ocsp-signed--delegate-expired =
    .observed = 서명자 인증서({ $signer })의 유효 기간({ $from } ~ { $until })에 { $observed } 시점이 포함되지 않습니다
    .required = RFC 6960 §4.2.2.2: 질의 시점에 유효한 위임 응답자
    .next = 나중에 다시 실행하고, 계속되면 CA에 알리세요.
ocsp-signed--not-at-hand =
    .observed = 응답의 형식은 올바르지만, 응답의 대상이어야 할 인증서가 확보되지 않아 통신 경로가 열려 있다는 것만 증명합니다
    .required = { $requirer }: 서비스 자체의 인증서가 확보되지 않았으므로, 형식이 올바른 응답이면 됩니다
ocsp-signed--no-issuer =
    .observed = 확보된 인증서 중에 응답이 말하는 발급자가 없습니다: 진본인지 알 수 없습니다
    .required = { $requirer }: 발급자의 서명, 또는 발급자가 id-kp-OCSPSigning으로 위임한 응답자의 서명
    .next = 발급자의 인증서를 지정하거나(--issuer FILE), 그 인증서가 들어 있는 신뢰 저장소를 지정하세요(--trust-store PATH).
ocsp-signed--not-asked =
    .observed = OCSP 응답자가 응답하지만({ $status }), 발급자의 인증서가 없어 아무것도 질의할 수 없었습니다
    .required = { $requirer }: 발급자의 서명, 또는 발급자가 id-kp-OCSPSigning으로 위임한 응답자의 서명
    .next = 이 OCSP 응답자를 운영하는 CA의 인증서를 지정하세요: --issuer FILE.

## ocsp_status.rs

ocsp-status--good =
    .observed = good: { $subject } 인증서는 해지되지 않았습니다
    .required = good
ocsp-status--revoked =
    .observed = revoked: { $subject } 인증서가 해지되었습니다(해지 시각: { $since }, 사유: { $reason })
    .required = good
    .next = 더 새로운 정책이 있는지 확인하세요. 해지를 확인하는 클라이언트는 이 인증서를 거치는 인증 경로를 허용하지 않습니다.
ocsp-status--unknown =
    .observed = unknown: OCSP 응답자가 { $subject } 인증서를 알지 못합니다
    .required = good
    .next = URL을 인증서에 적힌 URL과 비교하고, URL이 맞으면 CA에 알리세요.
ocsp-status--another =
    .observed = 서명되었지만, { $subject } 인증서가 아닌 다른 인증서에 관한 응답입니다
    .required = RFC 6960 §3.2 (1): 질의한 인증서에 관한 응답
    .next = 이 네트워크 외부의 호스트에서 받은 것과 비교하세요. 캐시가 다른 요청에 대한 응답을 돌려주었을 수 있습니다.
ocsp-status--not-understood =
    .observed = 응답에 certready가 알지 못하는 중요 확장이 있습니다({ $oid }): { $subject } 인증서에 관한 응답 내용을 사용하지 않습니다
    .required = RFC 6960 §4.4: 알지 못하는 중요 확장이 있는 응답은 사용할 수 없습니다
    .next = 이 호스트의 클라이언트가 이 확장을 지원하는지 확인하고, CRL을 사용하세요.
ocsp-status--error =
    .observed = OCSP 응답자가 오류 상태를 반환합니다: { $status } (오류 상태에는 서명이 없습니다)
    .required = good
    .next = 나중에 다시 실행하고, 계속되면 이 네트워크 외부의 호스트에서 받은 것과 비교한 다음 CA에 알리세요.
ocsp-status--path-only =
    .observed = 이 OCSP 응답자가 다루는 인증서가 확보되지 않았습니다: 응답이 온다는 사실은 통신 경로가 열려 있음을 증명합니다
    .required = 요구 사항 없음: 서비스 자체의 인증서가 확보되지 않았습니다

## os_retrieval.rs

os-retrieval--both =
    .observed = Windows에서도 { $ms }ms 만에 가져왔습니다
    .required = CryptoAPI가 사용하는 경로로, 그 위치에 있어야 할 내용이 와야 합니다
os-retrieval--windows-alone =
    .observed = certready의 소켓이 사용하지 않는 경로로 Windows가 { $ms }ms 만에 가져왔습니다(certready의 소켓: { $what }): Windows의 결과를 따릅니다
    .required = CryptoAPI가 사용하는 경로로, 그 위치에 있어야 할 내용이 와야 합니다
os-retrieval--not-by-windows =
    .observed = Windows 자체의 가져오기 결과: { $said }; certready의 소켓으로는 받았습니다: CryptoAPI는 다른 경로를 사용합니다
    .required = CryptoAPI가 사용하는 경로로, 그 위치에 있어야 할 내용이 와야 합니다
    .next = 두 경로를 비교하세요: 이 계정에 적용되는 프록시(위의 호스트 항목)와 그 프록시가 통과시키는 대상. 확인 명령: netsh winhttp show proxy.
os-retrieval--neither =
    .observed = Windows 자체의 가져오기 결과: { $said }; certready의 소켓도 마찬가지입니다({ $what })
    .required = 요구 사항 없음: 이 끝점의 다른 검사에서 다룹니다
os-retrieval--not-known =
    .observed = Windows 자체의 가져오기 결과: { $said }
    .required = CryptoAPI가 사용하는 경로로, 그 위치에 있어야 할 내용이 와야 합니다
    .next = 다시 실행하여 끝까지 기다리세요. 프로세스 시작이 금지된 환경에서는 certready.exe가 자신을 시작할 수 있도록 허용하세요(docs/windows.md).

## revocation_path.rs

revocation-path--learnt =
    .observed = 서명된 최신 데이터를 받았습니다(출처: { $working })
    .required = 서명된 최신 데이터를 주는 출처 하나 이상
revocation-path--some-down =
    .observed = 서명된 최신 데이터를 받은 출처: { $working }; 받지 못한 출처: { $failing }
    .required = 명시된 모든 출처: 한 발급자의 OCSP 응답이 50개에 이르면 Windows는 CRL로 전환합니다
    .next = 데이터를 주지 않는 출처에 대해 보고된 문제를 해결하세요.
revocation-path--none =
    .observed = 어느 출처에서도 서명된 최신 데이터를 받지 못했습니다({ $failing }): 인증서를 검증하는 클라이언트에서는 RevocationCheckFailure, CRYPT_E_REVOCATION_OFFLINE (0x80092013) 오류가 나타나고, 메일이 큐에서 대기합니다(454 4.7.5)
    .required = 서명된 최신 데이터를 주는 출처 하나 이상
    .next = 이 끝점들에 대해 보고된 문제를 적어도 하나는 해결하세요.
revocation-path--not-known =
    .observed = 해지 여부를 확인하지 못했으며, 일부는 살펴보지 않았거나 전부 해석하지는 못했습니다: { $failing }
    .required = 서명된 최신 데이터를 주는 출처 하나 이상
    .next = 다시 실행하여 끝까지 기다리고, 해석하지 못한 내용을 살펴보세요.
revocation-path--revoked =
    .observed = { $since }에 해지되었습니다(출처: { $by })
    .required = 해지되지 않음
    .next = 더 새로운 정책이 있는지 확인하세요. 해지를 확인하는 클라이언트는 이 인증서를 거치는 인증 경로를 허용하지 않습니다.
revocation-path--no-source =
    .observed = 정책에도 인증서에도 CRL이나 OCSP 응답자가 명시되어 있지 않습니다
    .required = 서명된 최신 데이터를 주는 출처 하나 이상
    .next = 이 인증서의 CRL을 정책에 추가하세요.
revocation-path--unseen =
    .observed = 인증서가 확보되지 않았고, 정책에도 이 인증서의 CRL이나 OCSP 응답자가 명시되어 있지 않습니다
    .required = 서명된 최신 데이터를 주는 출처 하나 이상
    .next = 서비스가 인증서를 제시할 때 그 인증서에 어떤 URL이 적혀 있는지 확인하고, 그 URL을 방화벽에서 허용한 다음 정책에 추가하세요.
revocation-path--path-proven =
    .observed = 형식이 올바른 응답이 왔으므로 통신 경로는 열려 있습니다(출처: { $working }); 인증서는 확보되지 않았습니다
    .required = 서명된 최신 데이터를 주는 출처 하나, 인증서가 확보되지 않았다면 형식이 올바른 응답을 주는 출처 하나
revocation-path--path-some-down =
    .observed = 형식이 올바른 응답이 왔으므로 통신 경로는 열려 있습니다(출처: { $working }); 인증서는 확보되지 않았습니다; 아무것도 받지 못한 출처: { $failing }
    .required = 명시된 모든 출처: 한 발급자의 OCSP 응답이 50개에 이르면 Windows는 CRL로 전환합니다
    .next = 데이터를 주지 않는 출처에 대해 보고된 문제를 해결하세요.
revocation-path--ended =
    .observed = { $at } 시점에는 이 인증서를 거치는 인증 경로가 없습니다: { $label } 인증서의 유효 기간이 { $until }에 끝납니다
    .required = 요구 사항 없음: intermediate-validity 검사에서 다룹니다

## routes.rs

routes--not-needed =
    .observed = 현재 적용되는 경로에서 실패한 것이 없어 다른 경로를 시도하지 않았습니다
    .required = 모든 대상을 받을 수 있는 외부 연결 경로 하나
routes--one-way =
    .observed = 비교할 다른 경로가 없습니다: 이 계정의 설정에 실패한 대상에 대한 프록시가 지정되어 있지 않습니다
    .required = 모든 대상을 받을 수 있는 외부 연결 경로 하나
routes--other-works =
    .observed = 작동하는 경로: { $other }; 현재 적용되는 경로({ $first }): { $fails }, { $what }
    .required = 서비스가 사용하는 경로로 받을 수 있어야 합니다
    .next = 서비스가 어느 경로를 사용하는지(서비스 계정의 프록시, 프록시를 우회하는 대상) 확인하고, 그 경로를 고치거나 바꾸세요.
routes--both-fail =
    .observed = 두 경로 모두 실패합니다: { $first }: { $what }; { $other }: { $also }
    .required = 모든 대상을 받을 수 있는 외부 연결 경로 하나
    .next = 서비스가 사용하는 경로를 고치세요. 다른 경로로 우회할 수는 없습니다.
routes--not-known =
    .observed = 두 경로 중 적어도 하나의 결과가 확인되지 않았습니다: { $first }: { $what }; { $other }: { $also }
    .required = 모든 대상을 받을 수 있는 외부 연결 경로 하나
    .next = 다시 실행하여 끝까지 기다리세요. 필요하면 --deadline 값을 늘리세요. 서비스 계정이 프록시를 통과하는지는 해당 서비스의 로그에서 확인하세요.

## way_out.rs

way-out--open =
    .observed = 대상 { $count }개 중 { $working }개에 연결되었습니다: 이 호스트의 외부 연결 경로가 열려 있습니다
    .required = 이 호스트의 외부 연결 경로
way-out--alike =
    .observed = 시도한 대상 { $count }개(호스트: { $hosts }, 경로: { $way })가 모두 똑같이 실패합니다: { $what }{ $where }
    .required = 이 호스트에서 정책의 호스트로 나가는 외부 연결 경로
    .next = { $remedy }
way-out--alike-here =
    .observed = 시도한 대상 { $count }개(호스트: { $hosts }, 경로: { $way })가 모두 똑같이 실패합니다: { $what }{ $where }
    .required = 이 호스트에서 정책의 호스트로 나가는 외부 연결 경로
    .next = { $remedy }
way-out--proxy-asks =
    .observed = 시도한 대상 { $count }개(호스트: { $hosts }) 모두에서 프록시가 계정으로 로그인하도록 요구합니다{ $where }: Windows 서비스는 자체 계정으로 통과할 수도 있지만, 이번 실행에서는 시험할 수 없습니다
    .required = 이 호스트에서 정책의 호스트로 나가는 외부 연결 경로
    .next = { $remedy }
way-out--differ =
    .observed = 연결된 대상이 없으며, 모두가 같은 경로상의 이유로 실패한 것은 아닙니다: 각 대상을 확인하세요
    .required = 이 호스트의 외부 연결 경로

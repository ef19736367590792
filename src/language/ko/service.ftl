### Korean words of the findings: the service (reachability, TLS, chain, identity), its certificate as a client, this host's own certificate, and the connectors

## connector_pins/words.rs

connector-pins--by-name =
    .observed = { $value } 값은 서비스를 이름으로만 지정합니다. 이 호스트에서 체인의 유효성이 확인되면 어느 발급자의 인증서라도 됩니다
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--holds =
    .observed = { $value } 값은 전환 후에도 바뀌지 않는 항목으로 서비스의 인증서를 지정합니다
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--validating =
    .observed = { $level }: 서비스의 인증서 체인이 유효하고 해지 상태를 확인할 수 있을 때만 메일을 보냅니다. 그렇지 않으면 메일이 큐에서 대기합니다(454 4.7.5, RevocationCheckFailure)
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--opportunistic =
    .observed = { $level }: 인증서를 요구하지 않습니다. 상대 측이 TLS를 제공하면 전환 전이나 후나 메일은 암호화되지만, 상대 측은 인증되지 않습니다
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--unnamed =
    .observed = 상대 측의 인증서를 지정하지 않습니다
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--own-name =
    .observed = { $value } 값은 이 조직 자체의 인증서를 지정합니다. 서비스의 인증서 교체에는 영향을 받지 않지만, 이 조직의 인증서를 갱신할 때는 영향을 받습니다
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--cloud =
    .observed = { $level }: Exchange Online이 이 조직의 인증서에 요구하는 조건이며, 서비스의 인증서 교체에는 영향을 받지 않습니다. 이 조직의 인증서가 조건에 미치지 못하면 Exchange Online이 이 호스트로 보내는 메일을 지연하거나(450 4.4.317) 이 호스트에서 오는 메일을 거부합니다
    .required = 서비스에서 사용 중지되는 것을 요구하는 커넥터가 없어야 합니다

connector-pins--other-partner =
    .observed = { $value } 값은 이 정책의 서비스가 아닌 다른 파트너를 지정합니다
    .required = 요구 사항 없음: 해당 파트너의 인증서는 다른 정책에서 다룹니다

connector-pins--disabled =
    .observed = 사용하지 않도록 설정된 커넥터이므로 판정하지 않았습니다
    .required = 이 커넥터를 통과하는 메일이 없는 동안은 요구 사항 없음

connector-pins--both-pinned =
    .observed = { $value } 값은 전환 전과 후 중 한쪽에서만 서비스의 인증서와 일치하고, 다른 쪽에서는 이 커넥터의 다른 값이 일치합니다
    .required = 전환 전과 후에 각각 맞는 값 또는 발급자가 없는 값
    .next = 이번 교체에는 할 일이 없습니다. 다음 교체 때는 이러한 한 쌍의 값이 다시 필요합니다. 두 값을 { $should } 값 하나로 바꾸면 그럴 필요가 없습니다.

connector-pins--incoming-pin =
    .observed = { $value } 값은 서비스가 { $cutover }부터 제시하는 인증서를 지정합니다
    .required = 서비스의 인증서와 일치하는 값
    .next = 이번 교체에는 할 일이 없습니다. 서비스가 다음에 인증서를 교체하면 더 이상 일치하지 않습니다. { $should } 값을 사용하면 그때도 그대로 일치합니다.

connector-pins--domain-not-said =
    .observed = { $level } 설정은 서비스의 인증서에 { $value } 이름이 있는지 확인하지만, { $cutover }부터 이 인증서에 어떤 이름이 있는지는 정책에 나와 있지 않습니다
    .required = 전환 후 서비스의 인증서에 있는 이름
    .next = 서비스의 공지 또는 전환 후 서비스가 제시하는 인증서와 비교하세요.

connector-pins--cloud-mail-off =
    .observed = 이 조직과 Exchange Online 사이의 커넥터에서 CloudServicesMailEnabled 값이 False입니다. 메일을 내부 메일로 인식하게 하는 헤더가 제거되고, 그러한 메일은 외부에서 온 것처럼 필터링됩니다
    .required = 하이브리드 조직 내부의 메일에는 CloudServicesMailEnabled True(Microsoft, Set-SendConnector, Set-InboundConnector)
    .next = 하이브리드 조직의 온-프레미스와 클라우드 사이의 메일이 이 커넥터를 통과한다면 하이브리드 구성 마법사(Hybrid Configuration Wizard)를 다시 실행하세요.

connector-pins--other-pin =
    .observed = { $value } 값은 특정 인증서를 고정합니다. 정책에는 이 인증서가 서비스에서 사용 중지되는 인증서로도, 새로 사용할 인증서로도 나와 있지 않습니다. 서비스가 다른 인증서를 제시할 때의 결과: { $effect }
    .required = 전환 전과 후 모두 서비스의 인증서와 일치하는 값
    .next = { $change }

connector-pins--own-issuer =
    .observed = { $value } 값은 서비스에서 사용 중지되는 발급자를 기준으로 이 조직 자체의 인증서를 찾습니다. 서비스의 인증서 교체에는 영향을 받지 않지만, 서비스가 교체하는 이유가 이 인증서에도 해당될 수 있습니다
    .required = 이 조직의 인증서가 다른 발급자로 갱신될 때 그에 맞게 바뀌는 값
    .next = 이 인증서를 언제 누가 갱신하는지 확인하세요. 그런 다음 갱신된 인증서에서 값을 다시 설정하세요: "<I>$($cert.Issuer)<S>$($cert.Subject)".

connector-pins--domain-absent =
    .observed = TlsDomain 없이 DomainValidation만 설정되어 있습니다. 인증서를 받는 사람의 도메인과 대조하지만, 서비스의 인증서에는 그 도메인이 없습니다
    .required = 서비스의 인증서에 있는 이름으로 설정한 TlsDomain(Microsoft, Set-SendConnector -TlsAuthLevel)
    .next = 전환 전과 후 모두 서비스의 인증서에 있는 이름으로 TlsDomain을 설정하세요.

connector-pins--fallback =
    .observed = { $value }: TLS 연결을 맺을 수 없거나 { $level } 검사에 실패하면 메일이 대기하지 않고 일반 텍스트로 전송될 수 있으며, 이 사실은 아무에게도 알려지지 않습니다
    .required = 인증서를 요구하는 경우 RequireTLS True(Microsoft, Set-SendConnector -TlsAuthLevel)
    .next = 커넥터에서 TLS를 필수로 설정하거나, 그 커넥터에서는 인증서를 요구하지 마세요.

connector-pins--one-direction =
    .observed = { $value }에서는 TLS를 강제하지만, 반대 방향 메일의 커넥터 중에는 TLS를 강제하는 것이 없습니다({ $other })
    .required = 각 방향마다 TLS를 강제하는 커넥터(Microsoft, How Exchange Online uses TLS)
    .next = 반대 방향의 커넥터에서도 TLS를 강제하거나, 강제하지 않는 이유를 기록해 두세요.

connector-pins--retiring-pin =
    .observed = { $value } 값은 서비스에서 사용 중지되는 인증서를 고정합니다({ $when }). 결과: { $effect }
    .required = { $cutover }부터 서비스의 인증서와 일치하는 값
    .next = { $change }

connector-pins--early-pin =
    .observed = { $value } 값은 서비스가 새로 사용할 인증서를 고정하며, 서비스가 { $until }까지 제시할 수 있는 인증서와 일치하는 값이 없습니다. 결과: { $effect }
    .required = 전환 전과 후에 각각 맞는 값 또는 발급자가 없는 값
    .next = { $change }

connector-pins--domain-mismatch =
    .observed = { $level } 설정은 서비스의 인증서에 { $value } 이름이 있는지 확인하지만, { $cutover }부터 이 인증서에 있는 이름은 다음과 같습니다: { $names }. 서비스로 보내는 메일은 큐에서 대기합니다(454 4.7.5)
    .required = 전환 후 서비스의 인증서에 있는 이름
    .next = TlsDomain을 다음 값으로 설정하세요: { $should }.

## inbound_chain.rs

inbound-chain--holds =
    .observed = { $path }: { $at } 시점에 클라이언트 인증에 유효합니다. 서비스가 클라이언트로서 제시하는 인증서는 관찰되지 않았으므로 정책만을 근거로 한 판정입니다
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)

inbound-chain--not-for-clients =
    .observed = { $broken } 인증서는 서버 전용입니다. 서비스가 클라이언트로서 제시하는 인증서가 신뢰받으려면 다른 체인이어야 하며, 정책에는 그 체인이 나와 있지 않습니다
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)
    .next = --smtp-log 옵션을 지정하세요. 그러면 Exchange 자체의 로그에서 어느 체인인지, 유효했는지 확인할 수 있습니다.

inbound-chain--elsewhere =
    .observed = { $why }
    .required = 여기서는 요구 사항 없음: { $check } 검사에서 다룹니다

inbound-chain--limited =
    .observed = 서비스가 읽는 저장소에 있는 { $root } 루트의 모든 사본이 클라이언트 인증이 아닌 다른 용도로 제한되어 있습니다
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)
    .next = 인증서 속성에서 용도 제한을 해제하세요(certlm.msc, "이 인증서의 모든 용도를 사용", 영문 "Enable all purposes for this certificate").

inbound-chain--seen =
    .observed = Exchange 로그에 { $first }부터 { $last }까지 { $sessions }개 세션에서 기록되어 있습니다. 발급자: { $issuer }, 새 체인; { $said }
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)

inbound-chain--seen-retiring =
    .observed = Exchange 로그에 { $first }부터 { $last }까지 { $sessions }개 세션에서 기록되어 있습니다. 발급자: { $issuer }, 이전 체인; { $said }
    .required = { $until }까지 이전 체인

inbound-chain--still-retiring =
    .observed = Exchange 로그에 { $first }부터 { $last }까지 { $sessions }개 세션에서 기록되어 있습니다. 발급자: { $issuer }, 이전 체인; { $said }
    .required = { $until }부터 새 체인
    .next = 사용 중지되는 루트를 그대로 두고, 전환 시점을 정책의 출처와 비교하세요. 이 구간은 더 늦게 전환될 수 있습니다.

inbound-chain--seen-other =
    .observed = Exchange 로그에 { $first }부터 { $last }까지 { $sessions }개 세션에서 기록되어 있습니다. 발급자: { $issuer }, 정책에 없는 인증서; { $said }
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)
    .next = 그 발급자가 어느 루트로 이어지는지 확인하세요. 그 루트도 LocalMachine\Root에 있어야 합니다.

inbound-chain--refused =
    .observed = 인증서 { $thumbprint }(발급자: { $issuer })에 대한 Exchange 로그의 기록: { $said }, 마지막 시각: { $last }
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)
    .next = 발급자가 어느 루트로 이어지는지, 이 호스트가 그 루트를 신뢰하고 해지 데이터에 연결할 수 있는지 확인하세요. TlsDomainCapabilities가 설정되어 있으면 메일이 거부되거나 내부 메일로 취급되지 않습니다.

inbound-chain--refused-earlier =
    .observed = 인증서 { $thumbprint }(발급자: { $issuer })에 대한 Exchange 로그의 기록: { $said }. 이후에는 다시 유효했습니다
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)
    .next = 그때 무엇이 달랐는지 확인하세요. 예를 들어 해지 데이터에 연결할 수 없었을 수 있습니다.

inbound-chain--revocation-passed-over =
    .observed = 인증서 { $thumbprint }(발급자: { $issuer })에 대한 Exchange 로그의 기록: { $said }. Exchange는 이를 그대로 통과시켰습니다
    .required = 인바운드 구간에서도 해지 상태를 확인할 수 있어야 합니다
    .next = 그 발급자의 CRL과 OCSP 응답자에 연결할 수 있도록 허용하세요. 지금은 통과되어도 설정이 더 엄격해지면 거부됩니다.

inbound-chain--tls-failed =
    .observed = { $target }의 세션에 대한 Exchange 로그의 기록: TLS negotiation failed with error { $said }, { $sessions }회, 마지막 시각: { $last }
    .required = 서비스와의 TLS
    .next = 이 호스트가 제공하는 TLS 버전과 암호 그룹(host-tls), 그리고 이 호스트 자체의 인증서(own-certificate)를 확인하세요.

inbound-chain--not-in-log =
    .observed = 로그 { $files }개의 { $lines }개 줄({ $first }부터 { $last }까지)에 서비스의 인증서가 없습니다
    .required = 서비스의 인증서는 클라이언트 인증서로도 유효해야 합니다(인바운드 구간)
    .next = 서비스에서 메일을 받는 수신 커넥터에서 자세한 로깅을 사용하고(Set-ReceiveConnector -ProtocolLoggingLevel Verbose), 프런트 엔드의 로그 폴더도 지정하세요.

inbound-chain--log-not-read =
    .observed = { $target }: { $why }
    .required = 읽을 수 있는 로그
    .next = 로그를 읽을 수 있는 계정으로 실행하고, 수신 로그의 폴더를 지정하세요.

## own_certificate.rs

own-certificate--good =
    .observed = { $places }: 유효 기간: { $until }까지, 용도: { $uses }, 발급자: { $issuer }, 체인의 끝: { $root }{ $key }
    .required = { $at }까지, 그리고 그 후 { $margin }일 더 유효하고, 실제로 쓰이는 용도에 맞으며, 체인이 온전해야 합니다

own-certificate--not-looked-at =
    .observed = 이 호스트에 Exchange { $version } 버전이 있습니다. SMTP에 어느 인증서를 사용하는지는 Active Directory에 기록되어 있으며, Active Directory는 조회하지 않습니다
    .required = 요구 사항 없음. 단, 이 호스트가 제시하는 인증서는 모든 연결의 절반을 이룹니다
    .next = --exchange-certificates FILE 옵션을 지정하세요. 이 파일을 만드는 명령은 docs/windows.md에 있습니다.

own-certificate--absent =
    .observed = { $places }: { $why }
    .required = 이 호스트가 제시하는 인증서
    .next = 전송 서비스가 사용하는 파일 또는 지문을 지정하거나, 그 인증서를 지정한 설정을 바로잡으세요.

own-certificate--not-read =
    .observed = { $places }: { $why }
    .required = 내용을 확인할 수 있는 인증서
    .next = 인증서를 읽을 수 있는 계정으로 실행하거나, 그 계정이 읽을 수 있는 위치로 인증서를 복사하세요(개인 키는 절대 복사하지 마세요).

own-certificate--expired =
    .observed = { $places }: 유효 기간이 { $until }에 끝났습니다
    .required = { $now } 시점에 유효해야 합니다
    .next = 인증서를 갱신하고 새 인증서를 SMTP에 할당하세요(Enable-ExchangeCertificate -Services SMTP; Postfix: reload). 커넥터가 유효한 인증서를 요구하면 Exchange Online은 450 4.4.317로 메일을 지연합니다.

own-certificate--not-yet =
    .observed = { $places }: 유효 기간이 { $from }에 시작됩니다
    .required = { $now } 시점에 유효해야 합니다
    .next = 시스템 시계, 그리고 CA가 발급한 내용과 비교하세요.

own-certificate--ends-before =
    .observed = { $places }: 유효 기간이 { $until }에 끝납니다. 이는 { $at } 시점보다 앞섭니다
    .required = { $at } 시점에 유효해야 합니다
    .next = 그 전에 지금의 용도를 그대로 포함하여 갱신하고, 새 인증서로 다시 실행하세요.

own-certificate--ends-soon =
    .observed = { $places }: 유효 기간이 { $until }에 끝납니다({ $at } 시점에서 { $days }일 후)
    .required = { $at } 시점에 유효하고, 그 후 { $margin }일 더 유효해야 합니다
    .next = 지금 갱신하세요. 이렇게 전환에 가까운 시점에 갱신하면 장애가 나도 어느 쪽이 원인인지 구분하기 어렵습니다.

own-certificate--no-key =
    .observed = { $places }: 개인 키가 없습니다
    .required = 이 호스트에 있는 개인 키
    .next = 개인 키와 함께(PFX) 가져오거나, 인증서 요청을 만든 호스트에서 요청을 완료하세요.

own-certificate--key-refused =
    .observed = { $places }: NetworkService에 키 파일의 읽기 권한이 없습니다: { $key }
    .required = 전송 서비스를 실행하는 계정인 NetworkService(S-1-5-20)가 읽을 수 있어야 합니다
    .next = 읽기 권한을 부여하세요: certlm.msc, 모든 작업(All Tasks), 개인 키 관리(Manage Private Keys).

own-certificate--key-not-known =
    .observed = { $places }: NetworkService가 개인 키를 읽을 수 있는지 알 수 없습니다: { $key }
    .required = 전송 서비스를 실행하는 계정인 NetworkService(S-1-5-20)가 읽을 수 있어야 합니다
    .next = SYSTEM으로 실행하거나 다음에서 확인하세요: certlm.msc, 모든 작업(All Tasks), 개인 키 관리(Manage Private Keys).

own-certificate--no-names =
    .observed = { $places }: 인증서에 DNS 이름이 없습니다
    .required = 연결하는 측이 대조할 수 있는 DNS 이름(RFC 9525 §6)
    .next = 수신 커넥터의 이름을 주체 대체 이름(SAN)으로 포함하여 발급받으세요.

own-certificate--other-names =
    .observed = { $places }: 인증서에 있는 이름: { $names }; 이 호스트 자체의 이름({ $host })은 없습니다
    .required = 연결하는 측이 이 호스트를 식별하는 이름
    .next = 커넥터의 FQDN, 그리고 파트너와 Exchange Online이 예상하는 이름과 비교하세요.

own-certificate--not-for-servers =
    .observed = { $places }: 확장 키 사용(EKU)에 서버 인증이 없습니다
    .required = 서버 인증 용도(id-kp-serverAuth): 다른 호스트가 이 호스트에 연결합니다
    .next = 서버 인증 용도로 발급받으세요.

own-certificate--not-for-clients =
    .observed = { $places }: 확장 키 사용(EKU)에 클라이언트 인증이 없습니다
    .required = 이 호스트가 하이브리드 조직에 속하는 경우 클라이언트 인증 용도도 포함(id-kp-clientAuth)
    .next = Exchange Online이 이 호스트를 인증서로 식별하는 경우(온-프레미스 유형의 인바운드 커넥터), 인정되는 인증서 없이 도착한 메일은 외부에서 온 메일로 취급되거나 거부됩니다. CA에 두 용도를 모두 요청하거나, 아직 두 용도를 모두 제공하는 CA에서 인증서를 발급받으세요.

own-certificate--client-use-ends =
    .observed = { $places }: { $until }까지 클라이언트 인증에 유효합니다. { $by }에서는 { $on }부터 이러한 인증서를 발급하지 않습니다({ $source })
    .required = 이 호스트가 하이브리드 조직에 속하는 경우 클라이언트 인증 용도도 포함
    .next = { $on } 이후 처음 갱신하는 인증서는 서버 전용입니다. 다른 종류의 CA에서 발급한 인증서를 사용하거나, 이 호스트를 IP 주소로 식별하는 커넥터를 사용하도록 계획하세요.

own-certificate--self-signed =
    .observed = { $places }: Exchange의 기본 인증서처럼 자체 키로 서명된 인증서입니다
    .required = 연결하는 측이 신뢰하는 루트에서 끝나는 체인
    .next = 편의적 TLS에는 이것으로 충분합니다. Exchange Online이나 파트너가 유효한 인증서를 요구하면 메일이 지연되므로(450 4.4.317, 454 4.7.5) CA에서 발급한 인증서를 사용하세요.

own-certificate--of-own-ca =
    .observed = { $places }: 체인이 { $root }에서 끝납니다. 이 호스트는 이 루트를 신뢰하지만, 어느 공개 루트 프로그램에서도 신뢰하지 않습니다
    .required = 연결하는 측이 신뢰하는 루트에서 끝나는 체인
    .next = 이 루트를 배포받은 상대에게는 이것으로 충분합니다. Exchange Online은 공개 CA만 신뢰합니다.

own-certificate--unknown-root =
    .observed = { $places }: 체인이 { $root }에서 끝납니다. 이 루트는 이 호스트도, 어느 공개 루트 프로그램도 신뢰하지 않습니다
    .required = 연결하는 측이 신뢰하는 루트에서 끝나는 체인
    .next = 연결하는 측이 신뢰하는 CA에서 발급한 인증서를 사용하세요.

own-certificate--incomplete =
    .observed = { $places }: { $issuer }의 인증서가 함께 제공되지 않았고 이 호스트의 저장소에도 없습니다
    .required = 이 인증서와 루트 사이의 모든 인증서(RFC 8446 §4.4.2)
    .next = 빠진 인증서를 LocalMachine\CA 또는 Postfix 설정에 지정된 파일에 추가하세요. 유효성을 검사하는 측은 그 지점에서 멈춥니다.

own-certificate--broken =
    .observed = { $places }: 체인이 { $issuer }에서 끊어집니다: { $why }
    .required = 유효한 인증 경로(RFC 5280 §6.1)
    .next = 그 사이에 어느 인증서가 있어야 하는지 CA에 문의하고, 해당 인증서를 사용하세요.

own-certificate--not-judged =
    .observed = { $places }: { $issuer }에서 체인을 판정할 수 없습니다: { $why }
    .required = 유효한 인증 경로(RFC 5280 §6.1)
    .next = openssl verify 명령 또는 certlm.msc의 인증 경로(Certification Path) 탭에서 확인하세요.

own-certificate--weak =
    .observed = { $places }: { $why }
    .required = 2048비트 이상의 RSA 또는 타원 곡선, SHA-1 사용 안 함
    .next = 새 키로 갱신하세요.

own-certificate--described =
    .observed = { $places }: 인증서의 바이트가 제공되지 않아 용도와 체인을 알 수 없습니다
    .required = Exchange의 정보와 함께 제공된 RawData
    .next = RawData를 포함하여 파일을 다시 만드세요. 명령은 docs/windows.md에 있습니다.

## service_chain.rs

service-chain--incoming =
    .observed = 제시된 인증서 체인이 새 루트로 이어집니다: { $root }{ $way }
    .required = { $due }

service-chain--already-rotated =
    .observed = 여기서는 이미 교체되었습니다. 제시된 인증서 체인이 새 루트로 이어집니다: { $root }{ $way }
    .required = { $due }

service-chain--retiring =
    .observed = 아직 교체되지 않았습니다. 제시된 인증서 체인이 사용 중지되는 루트로 이어집니다: { $root }{ $way }
    .required = { $due }

service-chain--not-rotated =
    .observed = 제시된 인증서 체인이 여전히 사용 중지되는 루트로 이어집니다: { $root }{ $way }
    .required = { $due }
    .next = 사용 중지되는 루트를 그대로 두고, { $host } 호스트의 운영자에게 언제 교체하는지 문의하세요. 여기서는 정책의 날짜가 지났습니다.

service-chain--other-root =
    .observed = 제시된 인증서 체인이 정책에 없는 공개 루트 프로그램의 루트로 이어집니다: { $root }{ $way }
    .required = { $due }
    .next = 더 새로운 정책이 있는지 찾아보거나(certready policy list) 이 정책을 수정하세요. { $host } 호스트는 정책과 다르게 교체되었습니다.

service-chain--intercepted =
    .observed = 제시된 인증서 체인이 이 호스트는 신뢰하지만 어느 공개 루트 프로그램에서도 신뢰하지 않는 루트로 이어집니다: { $root }{ $way }. 중간에서 TLS 검사가 이루어지고 있거나, { $host } 호스트의 인증서가 조직 내부에서 발급한 것입니다
    .required = { $due }
    .next = { $host } 호스트를 TLS 검사 대상에서 제외하세요. Exchange Online과 이 호스트 사이의 TLS 검사는 지원되지 않습니다.

service-chain--unknown-root =
    .observed = 제시된 인증서 체인이 알려진 어떤 루트로도 이어지지 않습니다: { $end }
    .required = { $due }
    .next = { $host } 호스트로서 응답하는 것이 무엇인지 확인하세요. 자체 서명된 인증서이거나, TLS 검사이거나, 중간 인증서가 빠진 체인일 수 있습니다.

service-chain--accepted =
    .observed = 읽은 상태의 저장소가 { $at } 시점에 이 체인을 받아들입니다: { $path }
    .required = 제시된 인증서에서 이 호스트의 트러스트 앵커까지, 해지를 제외한 모든 규칙에 맞는 인증 경로

service-chain--not-accepted =
    .observed = 읽은 상태의 저장소가 { $at } 시점에 이 체인을 받아들이지 않습니다: { $broken }: { $fault }
    .required = 제시된 인증서에서 이 호스트의 트러스트 앵커까지, 해지를 제외한 모든 규칙에 맞는 인증 경로
    .next = { $next }

service-chain--not-known =
    .observed = 읽은 상태의 저장소가 { $at } 시점에 이 체인을 받아들이는지 알 수 없습니다: { $broken }: { $fault }
    .required = 제시된 인증서에서 이 호스트의 트러스트 앵커까지, 해지를 제외한 모든 규칙에 맞는 인증 경로
    .next = 저장소 전체를 읽을 수 있는지, 그리고 이 호스트 자체의 클라이언트가 이 체인을 받아들이는지 확인하세요.

service-chain--lacking =
    .observed = 제시되지 않음: { $lacking }; 이 인증서를 다른 곳에서 얻지 못한 클라이언트는 체인을 거부합니다
    .required = RFC 8446 §4.4.2: 경로의 모든 인증서(루트만 생략할 수 있음)
    .next = { $host } 호스트의 운영자에게 전체 체인을 제시하도록 요청하세요. 그때까지는 이 호스트의 저장소에 중간 인증서가 있어야 합니다.

service-chain--untidy =
    .observed = { $how }
    .required = RFC 5246 §7.4.2: 순서에 맞는 경로만 제시하고 다른 것은 제시하지 않음(RFC 8446 §4.4.2는 클라이언트가 이를 감내하도록 합니다)
    .next = 클라이언트가 받아들이면 할 일이 없지만, 오래된 클라이언트는 받아들이지 않을 수 있습니다. { $host } 호스트의 운영자에게 알리세요.

service-chain--not-understood =
    .observed = 제시된 내용에 해석할 수 있는 인증서가 없습니다
    .required = { $due }
    .next = 거기서 무엇이 제시되는지 다른 도구로 확인하세요.

service-chain--not-seen =
    .observed = 제시된 인증서 체인이 없습니다
    .required = 요구 사항 없음: service-reachable 및 service-tls 검사에서 다룹니다

## service_identity.rs

service-identity--as-described =
    .observed = CN { $common_name }, O { $organisation }, OU { $unit }, { $key }, 일련 번호 { $serial }, 만료 { $until }: 정책에 설명된 인증서와 일치합니다({ $side })
    .required = 정책의 `presents`, side { $side }

service-identity--other-names =
    .observed = 인증서의 이름: { $names }; 정책에 설명되어 있으나 인증서에 없는 이름: { $wanted }
    .required = 정책의 `presents`, side { $side }
    .next = 정책의 출처와 비교하세요. { $host } 호스트는 정책이 가리키는 서비스가 아닐 수 있습니다. 이 이름을 요구하는 커넥터는 이 인증서를 거부합니다.

service-identity--differs =
    .observed = { $differences }
    .required = 정책의 `presents`, side { $side }
    .next = 정책의 출처와 비교하고, 발급자 또는 주체를 고정하는 파트너에게 실제로 제시되는 값을 알리세요.

service-identity--other-host =
    .observed = 인증서의 이름: { $names }; { $host } 호스트의 이름은 없습니다
    .required = RFC 9525 §6: 요청한 호스트의 인증서(SMTP에서 Exchange는 DomainValidation일 때만 이름을 확인합니다)
    .next = { $host } 호스트의 이름을 인증서와 대조하는 커넥터가 없는지 확인하거나, 그 호스트의 운영자에게 문의하세요.

service-identity--undescribed =
    .observed = CN { $common_name }, O { $organisation }, OU { $unit }, { $key }, 일련 번호 { $serial }, 만료 { $until }; 정책에는 이러한 인증서에 대한 설명이 없습니다
    .required = 요구 사항 없음: 정책의 `presents`에 해당 항목이 없습니다

service-identity--not-seen =
    .observed = 해석할 수 있는 인증서가 제시되지 않았습니다
    .required = 요구 사항 없음: service-reachable, service-tls 및 service-chain 검사에서 다룹니다

## service_reachable.rs

service-reachable--answered =
    .observed = { $remote }에서 { $ms } ms 후에 TLS를 시작할 수 있었습니다{ $instead }
    .required = { $requirer }: 이 호스트에서 중간 필터 없이 TCP { $port } 포트로 연결할 수 있어야 합니다

service-reachable--some-addresses =
    .observed = { $host } 호스트의 일부 주소가 연결을 수락하지 않습니다: { $failed }; 연결되는 주소: { $connected }
    .required = { $requirer }: 발신 서버는 어느 주소든 선택할 수 있으므로 { $host } 호스트의 모든 주소에 TCP { $port } 포트로 연결할 수 있어야 합니다
    .next = TCP { $port } 포트를 { $host } 호스트의 모든 주소에 대해 여세요. 주소는 바뀌므로, 방화벽에서 가능하면 이름을 기준으로 허용하세요.

service-reachable--failed =
    .observed = { $what }{ $where }
    .required = { $requirer }: 이 호스트에서 중간 필터 없이 TCP { $port } 포트로 연결할 수 있어야 합니다
    .next = 이 호스트에서 { $host } 호스트의 TCP { $port } 포트로 연결할 수 있게 하고, SMTP를 변경 없이 통과시키세요. 메일이 다른 호스트를 통해 나간다면 그 호스트에서 실행하세요.

service-reachable--not-offered =
    .observed = EHLO에 대한 응답에 STARTTLS가 없습니다{ $where }: TLS를 요구하는 발신 서버는 아무것도 보내지 않고, 그렇지 않은 발신 서버는 일반 텍스트로 보냅니다
    .required = RFC 3207 §4: 서버가 제공하는 항목에 STARTTLS가 있어야 합니다
    .next = 이 네트워크 외부에서 { $host } 호스트가 STARTTLS를 제공하는지 확인하세요. 제공한다면 중간에서 무언가가 제거하는 것입니다. 제공하지 않는다면 { $host } 호스트의 운영자에게 문의하세요.

service-reachable--stripped =
    .observed = 중간에서 무언가가 서버의 응답을 덮어씁니다{ $where }: TLS를 요구하는 발신 서버는 아무것도 보내지 않고, 그렇지 않은 발신 서버는 일반 텍스트로 보냅니다
    .required = 서버가 보낸 그대로의 SMTP: Exchange Online과 이 호스트 사이의 검사는 지원되지 않습니다
    .next = EHLO와 STARTTLS가 통과하도록 { $host } 호스트에 대한 SMTP 검사를 끄세요(Cisco ASA: `inspect esmtp`).

service-reachable--refused =
    .observed = { $step }에 대한 서버의 응답: { $code } { $text }{ $where }
    .required = { $requirer }: TLS를 시작할 수 있게 하는 응답
    .next = 서버의 응답 내용을 읽어 보세요. 이 호스트의 주소나 이름이 언급되어 있으면 { $host } 호스트의 운영자에게 문의하세요. 4xx 응답은 저절로 해결될 수 있습니다.

service-reachable--injected =
    .observed = STARTTLS에 대한 응답 뒤에 암호화되지 않은 바이트가 이어집니다{ $where }: 이 바이트를 TLS로 받은 것으로 여기는 측은 속게 됩니다
    .required = RFC 3207 §4.2: 그 응답 뒤에는 TLS만 와야 합니다
    .next = 이 호스트와 { $host } 호스트 사이에 무엇이 있는지 찾으세요. 서버가 스스로 이렇게 동작하지는 않습니다.

service-reachable--not-tried =
    .observed = { $what }
    .required = { $requirer }: 이 호스트에서 중간 필터 없이 TCP { $port } 포트로 연결할 수 있어야 합니다
    .next = 다시 실행하여 끝까지 기다리세요. 필요하면 --deadline 값을 늘리세요.

service-reachable--exchangers =
    .observed = 메일을 받는 호스트: { $hosts }
    .required = { $requirer }: 호스트를 지정하는 MX 레코드 또는 도메인 자체의 주소(RFC 5321 §5.1)

service-reachable--no-exchangers =
    .observed = { $what }
    .required = { $requirer }: 호스트를 지정하는 MX 레코드 또는 도메인 자체의 주소(RFC 5321 §5.1)
    .next = 도메인을 정책 또는 명령줄과 비교하고, MX 레코드를 이 네트워크 외부의 DNS 확인자가 제공하는 것과 비교하세요.

service-reachable--mx-not-asked =
    .observed = MX 레코드를 조회하지 않았습니다: { $what }
    .required = { $requirer }: 호스트를 지정하는 MX 레코드 또는 도메인 자체의 주소(RFC 5321 §5.1)
    .next = 다시 실행하여 끝까지 기다리세요. 이 호스트에 자체 DNS 확인자가 없으면 호스트를 직접 지정하세요.

## service_tls.rs

service-tls--sound =
    .observed = { $version }, 암호 그룹 { $suite }
    .required = TLS 1.2 이상, 세션마다 별도의 키(순방향 비밀성, Forward Secrecy)

service-tls--no-forward-secrecy =
    .observed = { $version }, 암호 그룹 { $suite }: 서버의 키를 얻은 사람은 이전에 기록해 둔 통신을 읽을 수 있습니다
    .required = TLS 1.2 이상, 세션마다 별도의 키(순방향 비밀성, Forward Secrecy)
    .next = { $host } 호스트의 운영자에게 ECDHE를 제공하도록 요청하세요.

service-tls--too-old =
    .observed = 핸드셰이크에 실패했습니다({ $fault }). 이전 버전을 제안하자 서버가 { $version }, 암호 그룹 { $suite } 조합을 선택했습니다. 서버에 더 새로운 버전이 없습니다
    .required = TLS 1.2 이상, 세션마다 별도의 키(순방향 비밀성, Forward Secrecy)
    .next = { $host } 호스트의 운영자에게 TLS 1.2를 사용하도록 요청하세요. Exchange Online과 최신 클라이언트는 그보다 오래된 버전을 사용하지 않습니다.

service-tls--rsa-alone =
    .observed = 핸드셰이크에 실패했습니다({ $fault }). 모든 키 교환을 제안하자 서버가 { $version }, 암호 그룹 { $suite } 조합을 선택했습니다. RSA만 사용하며 순방향 비밀성이 없습니다
    .required = TLS 1.2 이상, 세션마다 별도의 키(순방향 비밀성, Forward Secrecy)
    .next = { $host } 호스트의 운영자에게 ECDHE를 제공하도록 요청하세요.

service-tls--old-suites =
    .observed = 핸드셰이크에 실패했습니다({ $fault }). 이전 암호 그룹을 제안하자 서버가 { $version }, 암호 그룹 { $suite } 조합을 선택했습니다. 이 프로그램의 TLS는 이 암호 그룹을 제공하지 않지만 Schannel이나 OpenSSL은 제공할 수 있습니다. 서버가 무엇을 제시하는지는 확인하지 못했습니다
    .required = TLS 1.2 이상, 세션마다 별도의 키(순방향 비밀성, Forward Secrecy)
    .next = { $host } 호스트의 운영자에게 AES-GCM을 사용하는 ECDHE를 제공하도록 요청하세요.

service-tls--failed =
    .observed = 핸드셰이크에 실패했습니다({ $fault }){ $older }
    .required = TLS 1.2 이상, 세션마다 별도의 키(순방향 비밀성, Forward Secrecy)
    .next = 이 네트워크 외부에서 { $host } 호스트와 TLS 연결을 맺을 수 있는지 확인하세요. 맺을 수 있으면 중간에서 무언가가 방해하는 것입니다. 맺을 수 없으면 { $host } 호스트의 운영자에게 문의하세요.

service-tls--not-tried =
    .observed = TLS가 시작되지 않았습니다
    .required = 요구 사항 없음: service-reachable 검사에서 다룹니다

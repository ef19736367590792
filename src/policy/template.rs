//! The skeleton of a policy, for those who write one. What is commented out with `#` and no space behind it may be left
//! out; FILL-IN stands where only the writer knows; the rest are examples.

/// The skeleton, to be filled in. `docs/policy.md` says what each key means.
pub const TEMPLATE: &str = r"# A rotation of a service's certificate. What each key means: docs/policy.md.
# Replace each FILL-IN and the examples. A line that begins with `#` and no space may be left out.
schema: certready.policy/1
# Lower-case letters, digits, hyphens: the service and the year of the cutover.
id: example-mail-2027
title: Example Mail moves from Old Root to New Root
# Each document that a fact below comes from.
sources:
  - https://example.com/announcement
# The day for which the facts were collected, and the day after which somebody must look again.
as_of: 2026-11-01
review_by: 2027-02-01
#superseded:
#  by: example-mail-2028
#  on: 2028-01-01

# A bare date is midnight UTC. Where the source gives a time: 2027-03-01T09:00:00+01:00
cutover: 2027-03-01
# The overlap, in which either chain may be presented.
#rollout_from: 2027-02-15
#rollout_until: 2027-03-15
# Deadlines that were announced before this one.
#history:
#  - cutover: 2027-01-15
#    announced: 2026-09-01
#    source: https://example.com/announcement
# Who stops trusting a root: mozilla, chrome or microsoft.
#distrust:
#  - root: Old Root
#    by: mozilla
#    on: 2027-04-15
#    source: https://example.com/root-programme
# From when on a public CA issues no certificates any more that are good for clients as well.
#client_authentication_ends:
#  - by: Example CA
#    organisations: [Example CA Incorporated]
#    on: 2027-03-01
#    source: https://example.com/client-authentication

# Each certificate lies beside this file as PEM. Its digests:
#   openssl x509 -in new-root.pem -noout -fingerprint -sha256
#   openssl x509 -in new-root.pem -noout -pubkey | openssl pkey -pubin -outform der | sha256sum
retiring:
  - label: Old Root
    any_of:
      - sha256: FILL-IN
      - spki_sha256: FILL-IN
    certificates: [old-root.pem]
incoming:
  - label: New Root
    any_of:
      - sha256: FILL-IN
      - spki_sha256: FILL-IN
    certificates: [new-root.pem]
# The issuers below the incoming roots.
intermediates:
  - label: New Issuing CA
    issuer: New Root
    sha256: FILL-IN
    certificate: new-issuing-ca.pem

# What the host must reach: `openssl x509 -in new-issuing-ca.pem -noout -text` shows the URLs of each certificate.
# kind: crl, ocsp, aia or connect. need: required, one-of GROUP or optional.
endpoints:
  - kind: crl
    url: http://crl.example.com/new-root.crl
    issuer: New Root
    need: one-of new-root-crl
  - kind: crl
    url: http://crl2.example.com/new-root.crl
    issuer: New Root
    need: one-of new-root-crl
  - kind: ocsp
    url: http://ocsp.example.com/new-root
    issuer: New Root
    # Whose status is asked. Left out for the responder of the service's own certificate.
    asks: New Issuing CA
    need: required
  - kind: crl
    url: http://crl.example.com/new-issuing-ca.crl
    issuer: New Issuing CA
    need: required
  - kind: aia
    url: http://aia.example.com/new-issuing-ca.crt
    issuer: New Root
    need: optional

# Where the service presents its certificate: smtp (STARTTLS), smtps, https or tls, at a host or at those of a domain's MX records.
# `certready check --service` names one by hand.
#service:
#  - protocol: smtp
#    domain: example.com

# What partners will see. `null` says that the certificate has no such part.
presents:
  - side: incoming
    root: New Root
    common_name: mail.example.com
    organisation: Example Corporation
    unit: null
    key: RSA 2048
#    names: [mail.example.com]

# Levels that this policy changes, and failures that it lives with for at most a year.
#levels:
#  - code: root-lookalike
#    cause: root-lookalike
#    level: notice
#    reason: the other root is known here
#waivers:
#  - code: endpoint-reachable
#    target: http://crl2.example.com/new-root.crl
#    cause: connect-timeout
#    reason: change 4711 opens it
#    expires: 2027-02-15
# What `certready policy lint` says and what stands all the same.
#known_gaps:
#  - advice: nothing-presented
#    reason: each customer has a certificate of its own
";

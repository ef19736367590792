//! RSA as arithmetic, for the signatures that no library makes any more: SHA-1, keys of 1024 bits, PSS with an odd salt.
//! It is neither fast nor safe against timing; its keys guard nothing.

use aws_lc_rs::digest::{self, Algorithm};

/// A private exponent and its modulus, big-endian.
pub(crate) struct RawRsa {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// `DigestInfo` of RFC 8017 §9.2 up to the digest itself.
pub(crate) fn digest_info(algorithm: &'static Algorithm, oid: &str, message: &[u8]) -> Vec<u8> {
    use super::der;
    let hash = digest::digest(algorithm, message);
    der::seq([der::seq([der::oid(oid), der::null()]), der::octets(hash.as_ref())])
}

impl RawRsa {
    pub(crate) fn new(modulus: &[u8], exponent: &[u8]) -> Self {
        let trimmed = |bytes: &[u8]| bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
        Self { modulus: trimmed(modulus), exponent: trimmed(exponent) }
    }

    /// A PKCS #1 v1.5 signature over a `DigestInfo` (RFC 8017 §8.2.1).
    pub(crate) fn sign_pkcs1(&self, digest_info: &[u8]) -> Vec<u8> {
        let mut block = vec![0xff; self.modulus.len()];
        let start = block.len() - digest_info.len();
        block[0] = 0;
        block[1] = 1;
        block[start - 1] = 0;
        block[start..].copy_from_slice(digest_info);
        self.power(&block)
    }

    /// A PSS signature (RFC 8017 §8.1.1) with a salt of this many zero bytes and MGF1 over the same digest.
    pub(crate) fn sign_pss(&self, algorithm: &'static Algorithm, salt_length: usize, message: &[u8]) -> Vec<u8> {
        let salt = vec![0; salt_length];
        let hash = digest::digest(algorithm, message);
        let inner = digest::digest(algorithm, &[&[0; 8], hash.as_ref(), &salt].concat());
        let length = self.modulus.len();
        let mut masked = vec![0; length - inner.as_ref().len() - salt_length - 2];
        masked.push(1);
        masked.extend(&salt);
        let mask = (0_u32..).flat_map(|counter| {
            let block = digest::digest(algorithm, &[inner.as_ref(), &counter.to_be_bytes()].concat());
            block.as_ref().to_vec()
        });
        for (byte, mask) in masked.iter_mut().zip(mask) {
            *byte ^= mask;
        }
        masked[0] &= 0x7f; // The modulus has all its top bits in use: emBits is one less than a whole number of bytes.
        masked.extend(inner.as_ref());
        masked.push(0xbc);
        self.power(&masked)
    }

    /// `block ^ exponent mod modulus` with Montgomery's multiplication.
    fn power(&self, block: &[u8]) -> Vec<u8> {
        let modulus = limbs(&self.modulus);
        let inverse = (0..6).fold(1_u64, |x, _| x.wrapping_mul(2_u64.wrapping_sub(modulus[0].wrapping_mul(x))));
        let inverse = inverse.wrapping_neg();
        let width = modulus.len();
        // R² mod N, by doubling 1 often enough.
        let mut square = vec![0; width];
        square[0] = 1;
        for _ in 0..2 * 64 * width {
            let carry = square.iter_mut().fold(0, |carry, limb| {
                let out = *limb >> 63;
                *limb = *limb << 1 | carry;
                out
            });
            reduce(&mut square, carry, &modulus);
        }
        let mut one = vec![0; width];
        one[0] = 1;
        let base = multiply(&limbs(block), &square, &modulus, inverse);
        let mut result = multiply(&one, &square, &modulus, inverse);
        for byte in &self.exponent {
            for bit in (0..8).rev() {
                result = multiply(&result, &result, &modulus, inverse);
                if byte >> bit & 1 == 1 {
                    result = multiply(&result, &base, &modulus, inverse);
                }
            }
        }
        let result = multiply(&result, &one, &modulus, inverse);
        result.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect()
    }
}

/// Big-endian bytes, a whole number of limbs, as limbs from the least.
fn limbs(bytes: &[u8]) -> Vec<u64> {
    bytes.rchunks(8).map(|limb| limb.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))).collect()
}

/// Takes the modulus away once, where the number with its carry is not below it.
fn reduce(number: &mut [u64], carry: u64, modulus: &[u64]) {
    if carry == 0 && number.iter().rev().lt(modulus.iter().rev()) {
        return;
    }
    let mut borrow = false;
    for (limb, take) in number.iter_mut().zip(modulus) {
        let (step, first) = limb.overflowing_sub(*take);
        let (step, second) = step.overflowing_sub(u64::from(borrow));
        *limb = step;
        borrow = first || second;
    }
}

/// `a · b / R mod modulus`, R being two to the power of the modulus' limbs.
fn multiply(a: &[u64], b: &[u64], modulus: &[u64], inverse: u64) -> Vec<u64> {
    let width = modulus.len();
    let mut sum = vec![0_u64; width + 2];
    for digit in a {
        add_product(&mut sum, *digit, b);
        let factor = sum[0].wrapping_mul(inverse);
        add_product(&mut sum, factor, modulus);
        sum.rotate_left(1); // The lowest limb is zero now.
    }
    let carry = sum[width];
    sum.truncate(width);
    reduce(&mut sum, carry, modulus);
    sum
}

fn add_product(sum: &mut [u64], digit: u64, number: &[u64]) {
    let mut carry = 0_u128;
    for (at, limb) in sum.iter_mut().enumerate() {
        let factor = number.get(at).copied().unwrap_or(0);
        let total = u128::from(*limb) + u128::from(digit) * u128::from(factor) + carry;
        *limb = u64::try_from(total & u128::from(u64::MAX)).unwrap();
        carry = total >> 64;
    }
}

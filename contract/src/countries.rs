//! The countries of ISO 3166-1, as their alpha-2 codes. Names come from the browser (`Intl`).

/// The 249 officially assigned codes, in alphabetical order, two letters each.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Every code, in alphabetical order.
pub fn all() -> impl Iterator<Item = &'static str> {
    (0..CODES.len() / 2).map(|n| &CODES[n * 2..n * 2 + 2])
}

/// True for an officially assigned code, in capitals.
#[must_use]
pub fn is_known(code: &str) -> bool {
    all().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_249_countries_each_once_in_order() {
        let codes: Vec<_> = all().collect();
        assert_eq!(codes.len(), 249, "ISO 3166-1 has 249 officially assigned codes");
        assert!(codes.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn codes_that_were_withdrawn_or_only_reserved_are_unknown() {
        for code in ["AN", "CS", "SU", "UK", "EU", "XK", "ZZ", "pl", "P", "", "POL"] {
            assert!(!is_known(code), "{code}");
        }
    }
}

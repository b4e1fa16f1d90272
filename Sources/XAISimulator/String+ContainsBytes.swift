#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension String {
    /// Whether the other text's bytes occur in this one's: a plain search, without the Unicode
    /// rules that made `contains` the most expensive step of a request.
    func containsBytes(of other: String) -> Bool {
        var text = self
        var other = other
        return text.withUTF8 { haystack in
            other.withUTF8 { needle in
                String.search(UnsafeRawBufferPointer(haystack), UnsafeRawBufferPointer(needle))
            }
        }
    }

    private static func search(
        _ haystack: UnsafeRawBufferPointer, _ needle: UnsafeRawBufferPointer
    ) -> Bool {
        guard var start = haystack.baseAddress, let wanted = needle.baseAddress else {
            return needle.isEmpty
        }
        var starts = haystack.count - needle.count + 1
        while starts > 0, let found = memchr(start, Int32(needle[0]), starts) {
            if memcmp(found, wanted, needle.count) == 0 { return true }
            let skipped = UnsafeRawPointer(found) - start + 1
            start += skipped
            starts -= skipped
        }
        return false
    }
}

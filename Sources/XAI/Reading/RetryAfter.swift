/// The `Retry-After` header: how long the provider asks to wait.
enum RetryAfter {
    /// No wait is longer than a day; what asks for more is not meant for us.
    static let millisecondsMax: Int64 = 86_400_000

    /// Milliseconds from now on; nil when the header is not readable.
    ///
    /// - Parameters:
    ///   - value: Seconds, or an HTTP date.
    ///   - date: The answer's own `Date` header. A wait until a moment is measured against the
    ///     clock of whoever named the moment, since ours may differ.
    ///   - nowSeconds: Our clock, for answers without a `Date`.
    static func milliseconds(_ value: String, date: String?, nowSeconds: Int64) -> Int64? {
        if let first = value.utf8.first, (0x30...0x39).contains(first), let ms = seconds(value) {
            return min(ms, millisecondsMax)
        }
        guard let until = HTTPDate.seconds(value) else { return nil }
        let now = date.flatMap(HTTPDate.seconds) ?? nowSeconds
        return min(max(0, until - now) * 1_000, millisecondsMax)
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Seconds, also fractional ones, rounded up to milliseconds.
    private static func seconds(_ value: String) -> Int64? {
        let parts = value.trimmed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy(isDigits)
        else { return nil }
        guard let whole = Int64(parts[0].prefix(12)) else { return nil }
        guard parts.count == 2 else { return whole * 1_000 }
        let digits = (parts[1] + "000").prefix(3)
        let rest = parts[1].dropFirst(3).contains { $0 != "0" } ? 1 : 0
        return whole * 1_000 + (Int64(digits) ?? 0) + Int64(rest)
    }
}

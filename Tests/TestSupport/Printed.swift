/// What a command printed, as lines.
package enum Printed {
    /// A text that does not end with a line break is followed by a line that says so, because
    /// other programs care.
    package static let unfinished = "[no newline]"

    package static func lines(_ bytes: some Collection<UInt8>) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        guard !text.isEmpty else { return [] }
        // Bytes, because a line break that follows a carriage return is one character with it.
        var lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        if lines.last == "" {
            lines.removeLast()
        } else {
            lines.append(unfinished)
        }
        return lines
    }
}

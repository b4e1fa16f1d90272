internal import GRDB

/// Writes the messages of a call and its answer as the JSON array that `conversations` holds.
struct ConversationWriter {
    /// Manifests that continue one another, at most.
    private static let prefixesMax = 10_000

    private(set) var output: [UInt8] = []

    /// Replaces `output` with the conversation that asked with `manifest` and was answered with
    /// `answer`.
    mutating func write(
        manifest: Name, answer: Name, texts: inout TextSource, in database: Database
    ) throws {
        output.removeAll(keepingCapacity: true)
        output.append(UInt8(ascii: "["))
        try writeMessages(manifest, &texts, database)
        output.append(contentsOf: #"{"role":"assistant","content":"#.utf8)
        try writeContent([answer], &texts, database)
        output.append(contentsOf: "}]".utf8)
    }

    /// Each message with the comma that follows it, those of the prefixes first.
    private mutating func writeMessages(
        _ manifest: Name, _ texts: inout TextSource, _ database: Database
    ) throws {
        var chain: [(text: [UInt8], manifest: ManifestScanner)] = []
        var next: Name? = manifest
        while let name = next {
            // A manifest names texts; it is small, however long the conversation.
            guard case .text = try texts.find(name, bytesMax: .max, in: database) else {
                output.append(contentsOf: #"{"role":"user","content":""#.utf8)
                output.append(contentsOf: TextSource.removed.utf8)
                output.append(contentsOf: #""},"#.utf8)
                break
            }
            let text = texts.text
            guard chain.count < Self.prefixesMax,
                let manifest = text.withUnsafeBufferPointer({ ManifestScanner($0) })
            else { throw ProjectionError.damagedLedger("the messages of a call cannot be read") }
            chain.append((text, manifest))
            next = manifest.prefix
        }
        for (text, manifest) in chain.reversed() {
            for message in manifest.messages {
                output.append(contentsOf: #"{"role":""#.utf8)
                output.append(contentsOf: text[message.role])
                output.append(contentsOf: #"","content":"#.utf8)
                try writeContent(message.parts, &texts, database)
                output.append(contentsOf: "},".utf8)
            }
        }
    }

    /// The texts as one JSON string; if one of them is too long for a table, each by itself.
    private mutating func writeContent(
        _ parts: [Name], _ texts: inout TextSource, _ database: Database
    ) throws {
        let start = output.count
        output.append(UInt8(ascii: "\""))
        for part in parts {
            switch try texts.find(part, in: database) {
            case .text: writeText(texts)
            case .redacted: output.append(contentsOf: TextSource.removed.utf8)
            case .long:
                output.removeSubrange(start...)
                return try writeParts(parts, &texts, database)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func writeParts(
        _ parts: [Name], _ texts: inout TextSource, _ database: Database
    ) throws {
        if parts.count > 1 { output.append(UInt8(ascii: "[")) }
        for (index, part) in parts.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            switch try texts.find(part, in: database) {
            case .text:
                output.append(UInt8(ascii: "\""))
                writeText(texts)
                output.append(UInt8(ascii: "\""))
            case .long(let size): writeReference(part, size: size)
            case .redacted: output.append(contentsOf: "\"\(TextSource.removed)\"".utf8)
            }
        }
        if parts.count > 1 { output.append(UInt8(ascii: "]")) }
    }

    private mutating func writeText(_ texts: TextSource) {
        texts.text.withUnsafeBufferPointer { JSONText.escape($0, into: &output) }
    }

    private mutating func writeReference(_ name: Name, size: Int64) {
        output.append(contentsOf: #"{"blob":""#.utf8)
        name.appendHexadecimal(to: &output)
        output.append(contentsOf: "\",\"size\":\(size)}".utf8)
    }
}

extension Name {
    /// The 64 digits of a commitment.
    fileprivate func appendHexadecimal(to output: inout [UInt8]) {
        withBytes { bytes in
            for byte in bytes {
                for digit in [byte >> 4, byte & 15] {
                    output.append(
                        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
                }
            }
        }
    }
}

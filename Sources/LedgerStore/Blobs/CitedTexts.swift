package import Ledger

/// The texts that one event cites.
package struct CitedTexts: Hashable, Sendable {
    /// Every commitment in the body, the manifests among them.
    package let texts: [Commitment]
    /// Those of them that are lists of further names: a message can quote a manifest, but what an
    /// attempt asked with is one.
    package let manifests: [Commitment]

    /// Of an event that this program does not know, everything that looks like a commitment.
    package init(_ record: EventRecord) {
        guard let event = try? Event(type: record.type, body: record.body) else {
            var body = record.body
            texts = body.withUTF8 { Array(CitedCommitments(body: $0)) }
            manifests = []
            return
        }
        var found: [Commitment] = []
        Self.collect(event.body, &found)
        texts = found
        if case .attemptStarted(let started) = event {
            manifests = [started.request]
        } else {
            manifests = []
        }
    }

    private static func collect(_ value: Any, _ found: inout [Commitment]) {
        if let commitment = value as? Commitment {
            if !found.contains(commitment) { found.append(commitment) }
            return
        }
        for child in Mirror(reflecting: value).children { collect(child.value, &found) }
    }
}

extension LedgerReader {
    /// Everything that the manifest under `commitment` and those before it name, these included:
    /// not `commitment` itself. Empty where one was redacted.
    package func namesBehind(
        _ commitment: Commitment
    ) throws(LedgerStoreError) -> [Commitment] {
        var names: [Commitment] = []
        var next: Commitment? = commitment
        var length = 0
        while let name = next, let manifest = try manifest(name) {
            length += 1
            guard length <= LedgerLimits.manifestPrefixesMax else {
                throw .damagedBlob(
                    commitment,
                    reason: "more than \(LedgerLimits.manifestPrefixesMax) manifests in a row")
            }
            names += manifest.messages.flatMap(\.parts)
            if let prefix = manifest.prefix { names.append(prefix) }
            next = manifest.prefix
        }
        return names
    }
}

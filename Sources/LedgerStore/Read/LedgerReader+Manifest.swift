internal import Foundation
package import Ledger

/// A message of a call with its text.
package struct StoredMessage: Hashable, Sendable {
    package let role: String
    /// Nil if a part of it was redacted.
    package let content: String?

    package init(role: String, content: String?) {
        self.role = role
        self.content = content
    }
}

extension LedgerReader {
    /// The messages of the manifest under `commitment`, those of the manifests that it continues
    /// first; nil if one of these was redacted.
    package func messages(
        of commitment: Commitment
    ) throws(LedgerStoreError) -> [StoredMessage]? {
        var chain: [Manifest] = []
        var next: Commitment? = commitment
        while let name = next {
            guard chain.count < LedgerLimits.manifestPrefixesMax else {
                throw .damagedBlob(
                    commitment,
                    reason: "more than \(LedgerLimits.manifestPrefixesMax) manifests in a row")
            }
            guard let manifest = try manifest(name) else { return nil }
            chain.append(manifest)
            next = manifest.prefix
        }
        var messages: [StoredMessage] = []
        for message in chain.reversed().flatMap(\.messages) {
            messages.append(
                StoredMessage(role: message.role, content: try content(message.parts)))
        }
        return messages
    }

    /// The manifest under `name`; nil if it was redacted.
    func manifest(_ name: Commitment) throws(LedgerStoreError) -> Manifest? {
        guard let text = try text(name) else { return nil }
        do {
            return try JSONDecoder().decode(Manifest.self, from: Data(text.utf8))
        } catch {
            throw .damagedBlob(name, reason: "it is not a manifest")
        }
    }

    private func content(_ parts: [Commitment]) throws(LedgerStoreError) -> String? {
        var content = ""
        for part in parts {
            guard let text = try text(part) else { return nil }
            content += text
        }
        return content
    }
}

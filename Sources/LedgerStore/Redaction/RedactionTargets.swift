internal import Foundation
internal import GRDB
package import Ledger

/// What a redaction is going to remove, found out before anything is done.
package struct RedactionTargets: Hashable, Sendable {
    /// The texts that are still there, with others that say the same under another name.
    package let texts: [Commitment]
    /// Their sizes together.
    package let bytes: Int64
    /// Texts that were asked for and are gone already.
    package let alreadyGone: Int
    /// Every task that cites one of them, in an event or in a request, in the order of ids.
    package let tasks: [TaskID]
}

extension LedgerReader {
    /// The texts of a task: whatever its events cite. The lists of what was sent stay, because they
    /// hold names only, and so do the program's own words between the texts.
    package func redactionTargets(of task: TaskID) throws -> RedactionTargets {
        var names: [Commitment] = []
        var seen: Set<Commitment> = []
        for record in try events(of: task.stream) {
            let cited = CitedTexts(record)
            for name in cited.texts where !cited.manifests.contains(name) {
                if seen.insert(name).inserted { names.append(name) }
            }
        }
        return try redactionTargets(names)
    }

    /// One text.
    package func redactionTargets(of text: Commitment) throws -> RedactionTargets {
        try redactionTargets([text])
    }

    private func redactionTargets(_ names: [Commitment]) throws -> RedactionTargets {
        var texts: [Commitment] = []
        var seen: Set<Commitment> = []
        var bytes: Int64 = 0
        var gone = 0
        for name in names {
            let same = try sameText(as: name)
            if same.isEmpty { gone += 1 }
            for (name, size) in same where seen.insert(name).inserted {
                texts.append(name)
                bytes += size
            }
        }
        return RedactionTargets(
            texts: texts, bytes: bytes, alreadyGone: gone, tasks: try tasks(citing: seen))
    }

    /// The names of the text under `name`: two who write at once may both store it. Empty if it is
    /// gone; throws if there never was one.
    private func sameText(
        as name: Commitment
    ) throws(LedgerStoreError) -> [(name: Commitment, size: Int64)] {
        let rows = try reading { database in
            let own = try Row.fetchOne(
                database, sql: "SELECT digest FROM blobs WHERE commitment = ?",
                arguments: [Data(name.hash.bytes)])
            guard let own else { throw LedgerStoreError.unknownBlob(name) }
            guard let digest = own["digest"] as Data? else { return [] as [Row] }
            return try Row.fetchAll(
                database, sql: "SELECT commitment, size FROM blobs WHERE digest = ?",
                arguments: [digest])
        }
        return rows.compactMap { row in
            Hash(bytes: row["commitment"] as Data).map { (Commitment(hash: $0), row["size"]) }
        }
    }

    /// Reads the whole log once: there is no index of who cites what.
    private func tasks(citing texts: Set<Commitment>) throws -> [TaskID] {
        guard !texts.isEmpty else { return [] }
        var tasks: Set<TaskID> = []
        try forEach { record in
            guard let task = record.stream.task, !tasks.contains(task) else { return }
            var body = record.body
            let cited = body.withUTF8 { Array(CitedCommitments(body: $0)) }
            var isConcerned = cited.contains(where: texts.contains)
            if !isConcerned, record.type == AttemptStarted.type {
                isConcerned = try CitedTexts(record).manifests.contains {
                    try names(in: $0).contains(where: texts.contains)
                }
            }
            if isConcerned { tasks.insert(task) }
        }
        return tasks.sorted { $0.text < $1.text }
    }

    /// The names in a manifest, without reading more of it than that.
    private func names(in manifest: Commitment) throws(LedgerStoreError) -> [Commitment] {
        guard let bytes = try bytes(manifest) else { return [] }
        return bytes.withUnsafeBufferPointer { Array(CitedCommitments(body: $0)) }
    }
}

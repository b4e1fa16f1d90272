internal import ArgumentParser
internal import Orchestration
internal import Projections

struct CostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "What was spent: in total, or by any of account, model, task, time and others.",
        discussion: """
            Several groupings cross. ~ is computed from the price book, ? is unknown, >= is at \
            least. The rows always add up to the total.
            """)

    @Flag var by: [CostDimension] = []

    @Option(
        help: ArgumentHelp("A row for each value of a tag; see run --tag.", valueName: "name"))
    var byTag: String?

    @OptionGroup(title: "Filters") var filter: CostFilter
    @OptionGroup(title: "Layout") var layout: CostLayout

    @Option(
        help: ArgumentHelp(
            "What it would have cost by another price book: its name or file, list@2026-11-22 for "
                + "xAI's list of a day, or as-billed. The ledger stays as it is.",
            valueName: "book"))
    var prices: String?

    @Option(
        help: ArgumentHelp(
            "Show the arithmetic of a task's attempts, or of one attempt, term by term.",
            valueName: "task|attempt"))
    var explain: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if explain != nil {
            guard groupings.isEmpty, layout.isPlain, filter.isOpen, prices == nil else {
                throw ValidationError("--explain goes with no grouping, filter, layout or prices.")
            }
        }
        guard Set(by).count == by.count else {
            throw ValidationError("the same grouping is given twice.")
        }
        guard groupings.count <= CostGrouping.most else {
            throw ValidationError(
                "at most \(CostGrouping.most) groupings can be crossed, not \(groupings.count).")
        }
        if let byTag, !Tag.isName(byTag) {
            throw ValidationError("--by-tag takes the name of a tag, such as customer.")
        }
        guard by.filter(\.grouping.isTime).count <= 1 else {
            throw ValidationError(
                "give one of --by-hour, --by-day, --by-week, --by-month.")
        }
        guard !layout.breakdown || groupings.count >= 2 else {
            throw ValidationError(
                "--breakdown nests two groupings or more, such as --by-account --by-model.")
        }
        if options.json, let format = layout.format {
            throw ValidationError("give either --json or --\(format.rawValue), not both.")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        if let explain { return try self.explain(explain, home) }
        let chart = try layout.chart.map { try OutputFile($0, consolation: "nothing was drawn") }
        var query = try filter.query(by: groupings, in: home)
        query.tag = byTag ?? ""
        if let repricing = try prices.flatMap({ try BookArgument.repricing($0, in: home) }) {
            query.repricing = { try repricing.cost(of: $2, model: $0, at: $1) }
        }
        let database = try home.database()
        let report = try database?.costs(query) ?? CostReport.empty(by: query.groupings)
        if report.total.attempts == 0 { try home.noticeIfEmpty() }
        if let chart {
            let drawn = CostChart.query(query)
            let costs = try database?.costs(drawn) ?? CostReport.empty(by: drawn.groupings)
            try chart.write(CostChart(costs, zone: query.zone).svg)
            home.output.progress("drawn in \(chart.path)")
        }
        try show(
            CostView(
                report, order: layout.rowOrder, rowsMax: layout.rowsMax,
                isNested: layout.breakdown), query, home)
    }

    /// In the order given, a tag last.
    private var groupings: [CostGrouping] {
        by.map(\.grouping) + (byTag == nil ? [] : [.tag])
    }

    private func explain(_ text: String, _ home: ReadableHome) throws {
        let (task, attempts) = try CostExplanation.attempts(text, in: home)
        let adjustments = try CostExplanation.adjustments(of: attempts, in: home)
        home.output.write(
            options.json
                ? try JSONText.line(ExplanationJSON(task, attempts, adjustments))
                : try ExplanationText.text(task, attempts, adjustments))
    }

    private func show(_ view: CostView, _ query: CostQuery, _ home: ReadableHome) throws {
        let output = home.output
        if options.json {
            return output.write(try JSONText.line(CostJSON(view, query, prices: prices)))
        }
        switch layout.format {
        case .csv: output.write(CostCSV(view).text)
        case .markdown: output.write(CostMarkdown(view, query.zone).text)
        case nil:
            output.write(CostText(view, query.zone, showsBars: output.isTerminal).text)
            let isTimed = query.since != nil || query.until != nil
            output.progress(
                "from \(home.home.directory)" + (isTimed ? ", times in \(query.zone.name)" : "")
                    + (query.asOf.map { ", as of position \($0)" } ?? "")
                    + (query.repricing == nil ? "" : ", by the prices of \(prices ?? "")"))
        }
    }
}

internal import Ledger
internal import Projections

/// The settled cost over time as a drawing: a bar for each period, stacked by account or model. All
/// heights come from whole ticks.
struct CostChart {
    private static let colors = [
        "#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5",
        "#9c6b4e", "#9498a0",
    ]
    private static let width = 960
    private static let left = 110
    private static let top = 40
    private static let plotWidth = 820
    private static let plotHeight = 260
    private static let legendTop = 336

    /// What is to be asked for it: the time that is grouped by, or days, and what is stacked.
    static func query(_ query: CostQuery) -> CostQuery {
        var drawn = query
        let unit = query.groupings.first(where: \.isTime) ?? .day
        drawn.groupings = [unit, query.groupings.contains(.model) ? .model : .account]
        return drawn
    }

    private let report: CostReport
    private let zone: LocalZone
    private let periods: [String]
    private let parts: [String]

    /// - Parameter report: By a time and one thing more.
    init(_ report: CostReport, zone: LocalZone) {
        self.report = report
        self.zone = zone
        periods = Self.distinct(report.rows.map { $0.keys[0] })
        parts = Self.distinct(report.rows.map { $0.keys[1] }).sorted()
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    private var height: Int { Self.legendTop + 14 * ((parts.count + 4) / 5) }

    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.width)" height="\(height)" \
        viewBox="0 0 \(Self.width) \(height)" font-family="sans-serif" font-size="12">
        <title>Cost by \(report.groupings[0].rawValue) and \(report.groupings[1].rawValue), \
        \(zone.name)</title>
        <rect width="100%" height="100%" fill="white"/>
        \(scale)\(bars)\(legend)</svg>

        """
    }

    private var most: Int64 {
        var sums: [String: Int64] = [:]
        for row in report.rows { sums[row.keys[0], default: 0] += row.sums.ticks }
        return sums.values.max() ?? 0
    }

    private static func length(_ ticks: Int64, of most: Int64, _ full: Int) -> Int {
        guard most > 0 else { return 0 }
        return Int(Shares.of(Int64(full), among: [ticks, max(0, most - ticks)])[0])
    }

    private var scale: String {
        let bottom = Self.top + Self.plotHeight
        var text = ""
        for (ticks, y) in [(most, Self.top), (most / 2, Self.top + Self.plotHeight / 2)]
        where ticks > 0 {
            text += """
                <line x1="\(Self.left)" y1="\(y)" x2="\(Self.left + Self.plotWidth)" y2="\(y)" \
                stroke="#ddd"/>
                <text x="\(Self.left - 8)" y="\(y + 4)" text-anchor="end">\
                $\(Ticks(ticks).usd)</text>

                """
        }
        text += """
            <line x1="\(Self.left)" y1="\(bottom)" x2="\(Self.left + Self.plotWidth)" \
            y2="\(bottom)" stroke="#333"/>

            """
        // At most eight dates, the first and the last among them.
        let step = max(1, (periods.count + 6) / 7)
        for (index, period) in periods.enumerated() where index % step == 0 {
            text += """
                <text x="\(x(index))" y="\(bottom + 18)">\(Self.escaped(period))</text>

                """
        }
        return text
    }

    private func x(_ index: Int) -> Int { Self.left + Self.plotWidth * index / periods.count }

    private var bars: String {
        let places = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
        let colors = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1, $0) })
        let most = most
        var stacked: [String: Int64] = [:]
        var text = ""
        for row in report.rows where row.sums.ticks > 0 {
            guard let place = places[row.keys[0]], let color = colors[row.keys[1]] else { continue }
            let below = stacked[row.keys[0], default: 0]
            stacked[row.keys[0]] = below + row.sums.ticks
            let start = Self.length(below, of: most, Self.plotHeight)
            let end = Self.length(below + row.sums.ticks, of: most, Self.plotHeight)
            let width = max(1, x(place + 1) - x(place) - (periods.count > 200 ? 0 : 1))
            text += """
                <rect x="\(x(place))" y="\(Self.top + Self.plotHeight - end)" width="\(width)" \
                height="\(end - start)" fill="\(Self.colors[color % Self.colors.count])">\
                <title>\(Self.escaped(row.keys[0])), \(Self.escaped(row.keys[1])): \
                \(Self.escaped(MoneyText.text(row.sums.cost, label: row.sums.label)))</title></rect>

                """
        }
        return text
    }

    private var legend: String {
        var text = ""
        for (index, part) in parts.enumerated() {
            let x = Self.left + index % 5 * 165
            let y = Self.legendTop + index / 5 * 14
            text += """
                <rect x="\(x)" y="\(y - 9)" width="10" height="10" \
                fill="\(Self.colors[index % Self.colors.count])"/>
                <text x="\(x + 15)" y="\(y)">\(Self.escaped(part))</text>

                """
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        CostColumns.name(text).reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

import Testing

@testable import GrokCommands

@Suite("Tables and widths")
struct TableTests {
    @Test("Columns line up, numbers on the right, and no line ends with blanks")
    func alignment() {
        var table = Table([("Name", .left), ("Count", .right), ("Note", .left)])
        table.rows = [["a", "1", ""], ["long name", "1,000", "x"]]
        #expect(
            table.text == """
                Name       Count  Note
                a              1
                long name  1,000  x

                """)
    }

    @Test("Wide characters take two columns")
    func wideCharacters() {
        var table = Table([("Name", .left), ("N", .right)])
        table.rows = [["数据库", "1"], ["ab", "2"]]
        #expect(table.text == "Name    N\n数据库  1\nab      2\n")
        #expect(DisplayWidth.of("数据库") == 6)
        #expect(DisplayWidth.of("e\u{301}té") == 3)
    }

    @Test("Without titles only the rows are shown, indented if asked for")
    func withoutTitles() {
        var table = Table([("A", .left), ("B", .left)])
        table.rows = [["1", "2"]]
        table.showsTitles = false
        table.indent = "  "
        #expect(table.text == "  1  2\n")
    }

    @Test("A text that fits is not shortened, and a shortened one fits")
    func shortening() {
        #expect(DisplayWidth.shortened("12345", to: 5) == "12345")
        #expect(DisplayWidth.shortened("123456", to: 5) == "1234…")
        #expect(DisplayWidth.shortened("数据库设计", to: 6) == "数据…")
        #expect(DisplayWidth.shortened("", to: 5) == "")
        for width in 2...20 {
            let text = DisplayWidth.shortened("Schema 数据库 and more words\nsecond", to: width)
            #expect(DisplayWidth.of(text) <= width)
            #expect(text.hasSuffix("…"))
        }
    }

    @Test("Of several lines the first is shown, with a sign that there is more")
    func severalLines() {
        #expect(DisplayWidth.shortened("first\nsecond", to: 20) == "first …")
        #expect(DisplayWidth.shortened("\n\n  first\r\n", to: 20) == "first")
        #expect(DisplayWidth.shortened("first  \n \n", to: 20) == "first  ")
    }

    @Test("A text cannot steer the terminal from within a table")
    func controlCharacters() {
        let text = DisplayWidth.shortened("a\u{1B}[31mred\u{7}\tb\u{9B}2J", to: 40)
        #expect(text == "a [31mred  b 2J")
    }

    @Test("Names and values stand below each other")
    func fields() {
        #expect(
            Fields.text([("Task ID", "x"), ("Load balancing", "y")])
                == "Task ID:        x\nLoad balancing: y\n")
        #expect(Fields.indented("a\n\nb") == "  a\n\n  b\n")
    }
}

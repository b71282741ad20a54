using System.Xml.Linq;

namespace FamilyCart.TestReport.Results;

/// <summary>Reads the result files (trx) of <c>dotnet test</c>.</summary>
internal static class TestResultFile
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Every test's name, outcome (Passed, Failed, NotExecuted and others) and message, in the file's order.</summary>
    public static IEnumerable<(string Test, string Outcome, string Text)> Read(string path) =>
        from result in XDocument.Load(path).Descendants(s_trx + "UnitTestResult")
        let error = result.Element(s_trx + "Output")?.Element(s_trx + "ErrorInfo")
        let message = error?.Element(s_trx + "Message")?.Value ?? result.Element(s_trx + "Output")?.Element(s_trx + "StdOut")?.Value
        let stack = error?.Element(s_trx + "StackTrace")?.Value
        select (
            (string?)result.Attribute("testName") ?? "?",
            (string?)result.Attribute("outcome") ?? "?",
            string.Join('\n', new[] { message, stack }.Where(text => !string.IsNullOrWhiteSpace(text))));
}

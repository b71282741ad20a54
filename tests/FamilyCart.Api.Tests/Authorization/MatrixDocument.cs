using System.Text;

namespace FamilyCart.Api.Tests.Authorization;

/// <summary>The matrix as it was measured, for people.</summary>
internal static class MatrixDocument
{
    internal const string RefreshVariable = "FAMILYCART_WRITE_AUTHORIZATION";

    private const string Introduction = """
        # Who may do what

        Measured by `tests/FamilyCart.Api.Tests/Authorization`, one list with everybody around it for each cell. A number is the HTTP status;
        of a socket (WS) it is the close code, 101 being a socket that stays open. A refusal (4xx) changes nothing and names nobody.

        - *invited* has an invitation to the list that waits for an answer; *stranger* has nothing to do with the list
        - *unverified* and *deactivated* are members of the list: an address that is not proven (any more), an account that was switched off
        - *locked out* is a stranger whose address is locked after failed log-ins; a log-in from before goes on
        - *superuser* administers accounts and is a stranger to the list; *operator* shows an operator's token

        """;

    internal static string Write(IReadOnlyList<MatrixRow> rows, IReadOnlyDictionary<(string, Visitor), string> got)
    {
        var visitors = Enum.GetValues<Visitor>();
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n")).Append('\n');
        text.Append("| Method, path | ").AppendJoin(" | ", visitors.Select(Heading)).Append(" |\n|---").Insert(text.Length, "|---", visitors.Length).Append("|\n");
        foreach (var row in rows)
        {
            text.Append("| ").Append(row.Method).Append(" `").Append(row.Pattern).Append("` | ")
                .AppendJoin(" | ", visitors.Select(visitor => got[(row.Name, visitor)])).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Heading(Visitor visitor) => visitor == Visitor.LockedOut ? "locked out" : $"{visitor}".ToLowerInvariant();
}

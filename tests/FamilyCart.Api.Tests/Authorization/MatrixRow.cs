namespace FamilyCart.Api.Tests.Authorization;

/// <summary>One endpoint and what each visitor gets there: a status, or of a socket its close code, 101 being an open one.</summary>
/// <param name="Method">The HTTP method; WS for a socket.</param>
/// <param name="Pattern">The route as it is mapped.</param>
/// <param name="Due">The answers in the order of <see cref="Visitor"/>, with blanks between.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Query">What is added to the path.</param>
internal sealed record MatrixRow(
    string Method, string Pattern, string Due, Func<Stage, Visitor, object>? Body = null, string Query = "")
{
    internal string Name => $"{Method} {Pattern}";

    internal string PathFor(Stage stage) => Pattern
        .Replace("/items/{id:int}", $"/items/{stage.ItemId}", StringComparison.Ordinal)
        .Replace("{id:int}/restore", $"{stage.DeletedListId}/restore", StringComparison.Ordinal)
        .Replace("{id:int}", $"{stage.ListId}", StringComparison.Ordinal)
        .Replace("{itemId:int}", $"{stage.DeletedItemId}", StringComparison.Ordinal)
        .Replace("{invitationId:long}", $"{stage.InvitationId}", StringComparison.Ordinal)
        .Replace("{accountId:guid}", $"{stage.Bystander}", StringComparison.Ordinal)
        .Replace("{id:guid}", $"{stage.Bystander}", StringComparison.Ordinal)
        .Replace("{email}", stage.EmailOf(Visitor.Anonymous), StringComparison.Ordinal) + Query;
}

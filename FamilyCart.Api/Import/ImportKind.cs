namespace FamilyCart.Api.Import;

/// <summary>The kinds of rows that are taken over, as the mapping table and the report name them.</summary>
internal static class ImportKind
{
    internal const string Account = "account";
    internal const string Category = "category";
    internal const string Unit = "unit";
    internal const string List = "list";
    internal const string Member = "member";
    internal const string Item = "item";
}

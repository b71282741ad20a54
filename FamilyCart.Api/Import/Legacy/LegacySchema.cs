namespace FamilyCart.Api.Import.Legacy;

/// <summary>The tables and columns of the service before that an import reads.</summary>
internal static class LegacySchema
{
    internal const string User = "user";
    internal const string List = "shopping_list";
    internal const string Member = "user_shopping_list";
    internal const string Item = "item";
    internal const string Category = "category";
    internal const string Unit = "unit";

    internal static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>
    {
        [User] = ["id", "email", "hashed_password", "is_active", "is_superuser", "is_verified", "first_name", "last_name", "nickname"],
        [Category] = ["id", "name", "icon_name", "translations"],
        [Unit] = ["id", "name", "symbol", "category", "base_unit", "conversion_factor"],
        [List] = ["id", "name", "description", "owner_id", "created_at", "updated_at"],
        [Member] = ["user_id", "shopping_list_id"],
        [Item] =
        [
            "id", "name", "standardized_name", "translations", "quantity", "quantity_value", "quantity_unit_id", "quantity_display_text",
            "comment", "is_completed", "icon_name", "shopping_list_id", "owner_id", "last_modified_by_id", "category_id", "created_at",
            "updated_at",
        ],
    };
}

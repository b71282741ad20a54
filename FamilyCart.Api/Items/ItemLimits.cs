using System.Text.RegularExpressions;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

/// <summary>What the texts and numbers of an item may be; texts in characters.</summary>
internal static partial class ItemLimits
{
    internal const int Name = 100;
    internal const int Quantity = 50;
    internal const int Comment = 1000;
    internal const int StandardizedName = 100;
    internal const int DisplayText = 100;
    internal const int Icon = 50;
    internal const int Unit = 20;
    internal const int Category = 100;

    private const int Languages = 10;
    private const decimal LargestAmount = 9_999_999.999m;

    /// <summary>What a new item and a changed one have in common.</summary>
    internal static void Validate(ItemDetails item, ValidationErrors errors)
    {
        errors.Optional("quantity", item.Quantity, Quantity);
        errors.Optional("comment", item.Comment, Comment, multiline: true);
        errors.Optional("standardized_name", item.StandardizedName, StandardizedName);
        errors.Optional("quantity_display_text", item.QuantityDisplayText, DisplayText);
        errors.Optional("quantity_unit_id", item.QuantityUnitId, Unit);
        if (item.IconName is { } icon && (icon.Length > Icon || !IconName().IsMatch(icon)))
        {
            errors.Add("icon_name", "This is not the name of an icon: small letters, digits and underscores are allowed.");
        }

        if (item.QuantityValue is < 0 or > LargestAmount)
        {
            errors.Add("quantity_value", "An amount between 0 and 9999999.999 is expected.");
        }

        ValidateTranslations(item.Translations, errors);
    }

    private static void ValidateTranslations(IReadOnlyDictionary<string, string>? translations, ValidationErrors errors)
    {
        if (translations is null)
        {
            return;
        }

        if (translations.Count > Languages || translations.Keys.Any(language => !LanguageCode().IsMatch(language)))
        {
            errors.Add("translations", "At most 10 languages by their two-letter codes are allowed.");
        }

        foreach (var name in translations.Values)
        {
            errors.Required("translations", name, Name);
        }
    }

    [GeneratedRegex(@"^[a-z0-9_]+\z")]
    private static partial Regex IconName();

    [GeneratedRegex(@"^[a-z]{2}\z")]
    private static partial Regex LanguageCode();
}

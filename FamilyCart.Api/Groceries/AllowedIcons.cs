using System.Collections.Frozen;

namespace FamilyCart.Api.Groceries;

/// <summary>The Material icons that items may carry.</summary>
internal static class AllowedIcons
{
    /// <summary>For everything that has no better one.</summary>
    internal const string Fallback = "shopping_cart";

    /// <summary>All of them, the fallback included.</summary>
    internal static readonly FrozenSet<string> All =
        string.Join(' ', Food, Drink, Care, House, Others).Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private const string Food =
        "nutrition eco grass bakery_dining breakfast_dining brunch_dining cake cookie egg egg_alt icecream ac_unit kebab_dining "
        + "outdoor_grill set_meal phishing lunch_dining dinner_dining ramen_dining rice_bowl soup_kitchen local_pizza fastfood "
        + "takeout_dining tapas restaurant kitchen opacity blender";

    private const string Drink =
        "local_cafe coffee emoji_food_beverage local_drink water_drop bolt wine_bar sports_bar local_bar liquor nightlife";

    private const string Care =
        "spa soap shower bathtub wash sanitizer clean_hands face brush content_cut wb_sunny medication medication_liquid "
        + "medical_services local_pharmacy vaccines healing thermostat masks bedtime fitness_center health_and_safety";

    private const string House =
        "cleaning_services local_laundry_service dry_cleaning checkroom delete recycling flatware lightbulb battery_full "
        + "local_fire_department pest_control construction plumbing edit print local_florist yard card_giftcard celebration weekend bed";

    private const string Others = $"pets child_care baby_changing_station child_friendly toys {Fallback} shopping_basket";

    /// <summary>Returns the icon if items may carry it, else the fallback.</summary>
    internal static string OrFallback(string? icon) => icon is not null && All.Contains(icon) ? icon : Fallback;
}

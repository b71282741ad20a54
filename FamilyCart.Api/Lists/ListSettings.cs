using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Lists;

/// <summary>Settings of section <c>Lists</c>.</summary>
/// <param name="Items">Items that a list may have, 1 to 1000000. Default 100000.</param>
/// <param name="PerAccount">Lists that an account may own, deleted ones that it can restore included, 1 to 100000. Default 500.</param>
/// <param name="Members">Members that a list may have, its owner among them, 1 to 1000. Default 100.</param>
internal sealed record ListSettings(int Items, int PerAccount, int Members)
{
    internal const string Section = "Lists";

    internal static ListSettings Read(SettingReader reader) => new(
        reader.Whole(nameof(Items), 100_000, 1, 1_000_000),
        reader.Whole(nameof(PerAccount), 500, 1, 100_000),
        reader.Whole(nameof(Members), 100, 1, 1000));
}

using System.Globalization;

namespace FamilyCart.Api.Import;

/// <summary>Ids of ours as the mapping table holds them.</summary>
internal static class Ids
{
    internal static string ToText(int id) => id.ToString(CultureInfo.InvariantCulture);

    internal static int ToNumber(string id) => int.Parse(id, CultureInfo.InvariantCulture);
}

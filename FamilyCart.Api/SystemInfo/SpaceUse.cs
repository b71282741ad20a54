namespace FamilyCart.Api.SystemInfo;

/// <summary>Memory or disk, in bytes.</summary>
internal readonly record struct SpaceUse(long Total, long Available)
{
    private const double Gigabyte = 1024.0 * 1024 * 1024;

    internal double TotalGb => Math.Round(Total / Gigabyte, 2);

    internal double AvailableGb => Math.Round(Available / Gigabyte, 2);

    internal double UsedGb => Math.Round((Total - Available) / Gigabyte, 2);

    internal double UsagePercent => Total == 0 ? 0 : Math.Round(100.0 * (Total - Available) / Total, 1);
}

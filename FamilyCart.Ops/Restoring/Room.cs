using System.Globalization;

namespace FamilyCart.Ops.Restoring;

/// <summary>Room on a disk: a full one would stop the living server that is on it too, or its archive.</summary>
internal static class Room
{
    private const long Spare = 1_000_000_000;

    /// <param name="folder">Absolute; the nearest folder above it that is there counts.</param>
    /// <param name="bytes">Of the server's files.</param>
    /// <param name="copies">How often they have to fit.</param>
    /// <returns>Null when there is room; otherwise how much is missing.</returns>
    public static string? Fault(string folder, long bytes, double copies)
    {
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder) ?? "/";
        }

        var (needed, free) = ((copies * bytes) + Spare, new DriveInfo(folder).AvailableFreeSpace);
        return free < needed ? string.Create(CultureInfo.InvariantCulture, $"{needed / 1e9:0.0} GB are needed in {folder}, where {free / 1e9:0.0} are free") : null;
    }
}

namespace FamilyCart.Ops.Tests.Support;

/// <summary>What a disk does to a file.</summary>
internal static class Damaged
{
    /// <param name="file">Absolute.</param>
    /// <param name="damage"><c>gone</c>, <c>truncated</c> to its half, or one bit of its middle <c>flipped</c>.</param>
    public static void File(string file, string damage)
    {
        if (damage == "gone")
        {
            System.IO.File.Delete(file);
            return;
        }

        var bytes = System.IO.File.ReadAllBytes(file);
        if (damage == "truncated")
        {
            bytes = bytes[..(bytes.Length / 2)];
        }
        else
        {
            bytes[bytes.Length / 2] ^= 1;
        }

        System.IO.File.WriteAllBytes(file, bytes);
    }
}

using System.Text;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>The end of what is read from a stream, in a fixed space.</summary>
/// <param name="largest">Bytes that are kept at most.</param>
internal sealed class FileTail(int largest)
{
    private readonly byte[] _ring = new byte[largest];
    private long _total;

    /// <summary>Adds what comes next.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _total += bytes.Length;
        // Of more than there is space for, only the end can stay.
        bytes = bytes[Math.Max(0, bytes.Length - largest)..];
        var at = (int)((_total - bytes.Length) % largest);
        var first = Math.Min(bytes.Length, largest - at);
        bytes[..first].CopyTo(_ring.AsSpan(at));
        bytes[first..].CopyTo(_ring);
    }

    /// <summary>The text; one whose beginning was cut off begins with the line after the cut, since half a secret looks like none.</summary>
    public string Text()
    {
        if (_total <= largest)
        {
            return Decode(_ring.AsSpan(0, (int)_total));
        }

        var at = (int)(_total % largest);
        var text = Decode([.. _ring.AsSpan(at), .. _ring.AsSpan(0, at)]);
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    private static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\0', ' ');
}

using System.Text.Unicode;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

// A growing buffer on pooled memory. Its owner releases it once nobody reads it any more.
internal sealed class ExpositionBuffer(int capacity)
{
    public const int Limit = 100 * 1024 * 1024;

    private const int LongestNumber = 32;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        Length += text.Length;
    }

    public void Append(byte character)
    {
        Reserve(1)[0] = character;
        Length++;
    }

    public void Append(long value)
    {
        value.TryFormat(Reserve(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    public void Append(double value) => Length += NumberText.Shortest(value, Reserve(LongestNumber));

    public void AppendCanonical(double value) => Length += NumberText.Canonical(value, Reserve(LongestNumber));

    // Text without a character that the format escapes; lone surrogates become U+FFFD.
    public void AppendUtf8(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, Reserve(text.Length * 3), out _, out var written);
        Length += written;
    }

    public void Clear() => Length = 0;

    // Gives the memory back and returns a copy of what was written, for those who keep it.
    public byte[] Release()
    {
        var written = Written.ToArray();
        Return();
        return written;
    }

    public void Return()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Grow(count);
        }

        return _bytes.AsSpan(Length);
    }

    private void Grow(int count)
    {
        var needed = (long)Length + count;
        if (needed > Limit)
        {
            throw new InvalidOperationException($"The scrape response exceeds {Limit} bytes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Limit, Math.Max(needed, _bytes.Length * 2L)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

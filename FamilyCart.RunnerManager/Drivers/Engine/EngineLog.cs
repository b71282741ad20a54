using System.Buffers.Binary;
using System.Text;

namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>What a container wrote, as the engine interleaves it: a head of eight bytes, which names the stream and the length, and the bytes.</summary>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record EngineLog(string Output, string Errors)
{
    private const int HeadLength = 8;
    private const byte ErrorStream = 2;

    /// <summary>Takes it apart. The last frame may have been cut off.</summary>
    public static EngineLog Parse(ReadOnlySpan<byte> frames)
    {
        var (output, errors) = (new List<byte>(), new List<byte>());
        while (frames.Length > HeadLength)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(frames[4..]), (uint)(frames.Length - HeadLength));
            (frames[0] == ErrorStream ? errors : output).AddRange(frames.Slice(HeadLength, length));
            frames = frames[(HeadLength + length)..];
        }

        return new EngineLog(Encoding.UTF8.GetString([.. output]), Encoding.UTF8.GetString([.. errors]));
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>BLAKE2b without a key (RFC 7693), which Argon2 is made of and .NET lacks.</summary>
internal static class Blake2b
{
    internal const int LongestHash = 64;

    private const int BlockBytes = 128;

    private static readonly ulong[] _initial =
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    private static readonly byte[][] _order =
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    ];

    /// <summary>Fills <paramref name="hash"/>, of 1 to 64 bytes, from the input.</summary>
    internal static void Hash(ReadOnlySpan<byte> input, Span<byte> hash)
    {
        var state = (ulong[])_initial.Clone();
        state[0] ^= 0x01010000 ^ (ulong)hash.Length;
        Span<byte> block = stackalloc byte[BlockBytes];
        var counted = 0;

        // The last block is told apart, and an empty input is one block as well.
        do
        {
            var taken = Math.Min(BlockBytes, input.Length - counted);
            block.Clear();
            input.Slice(counted, taken).CopyTo(block);
            counted += taken;
            Compress(state, block, (ulong)counted, isLast: counted == input.Length);
        }
        while (counted < input.Length);

        Span<byte> whole = stackalloc byte[LongestHash];
        for (var index = 0; index < state.Length; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(whole[(8 * index)..], state[index]);
        }

        whole[..hash.Length].CopyTo(hash);
    }

    private static void Compress(ulong[] state, ReadOnlySpan<byte> block, ulong counted, bool isLast)
    {
        Span<ulong> words = stackalloc ulong[16];
        Span<ulong> mixed = stackalloc ulong[16];
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * index)..]);
            mixed[index] = index < 8 ? state[index] : _initial[index - 8];
        }

        mixed[12] ^= counted;
        mixed[14] = isLast ? ~mixed[14] : mixed[14];
        foreach (var order in _order)
        {
            for (var step = 0; step < 4; step++)
            {
                Mix(mixed, step, 4 + step, 8 + step, 12 + step, words[order[2 * step]], words[order[(2 * step) + 1]]);
            }

            for (var step = 0; step < 4; step++)
            {
                Mix(mixed, step, 4 + ((step + 1) % 4), 8 + ((step + 2) % 4), 12 + ((step + 3) % 4), words[order[8 + (2 * step)]], words[order[9 + (2 * step)]]);
            }
        }

        for (var index = 0; index < state.Length; index++)
        {
            state[index] ^= mixed[index] ^ mixed[index + 8];
        }
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }
}

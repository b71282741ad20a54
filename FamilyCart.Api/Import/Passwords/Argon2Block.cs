using System.Numerics;
using System.Runtime.CompilerServices;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>The compression of two blocks of 1 KB into one (RFC 9106, 3.5).</summary>
internal static class Argon2Block
{
    /// <summary>64-bit words in a block.</summary>
    internal const int Words = 128;

    /// <summary>Writes what becomes of two blocks, or mixes it into what is there already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compress(ReadOnlySpan<ulong> previous, ReadOnlySpan<ulong> reference, Span<ulong> result, bool mixIn)
    {
        Span<ulong> mixed = stackalloc ulong[Words];
        for (var index = 0; index < Words; index++)
        {
            var word = previous[index] ^ reference[index];
            mixed[index] = word;
            result[index] = mixIn ? result[index] ^ word : word;
        }

        for (var row = 0; row < 8; row++)
        {
            Permute(mixed[(16 * row)..], 2);
        }

        for (var column = 0; column < 8; column++)
        {
            Permute(mixed[(2 * column)..], 16);
        }

        for (var index = 0; index < Words; index++)
        {
            result[index] ^= mixed[index];
        }
    }

    // Sixteen words: eight pairs of neighbours, each pair one step from the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Permute(Span<ulong> words, int step)
    {
        Span<int> at = stackalloc int[16];
        for (var index = 0; index < 16; index++)
        {
            at[index] = (index / 2 * step) + (index % 2);
        }

        for (var index = 0; index < 4; index++)
        {
            Mix(ref words[at[index]], ref words[at[4 + index]], ref words[at[8 + index]], ref words[at[12 + index]]);
        }

        for (var index = 0; index < 4; index++)
        {
            Mix(
                ref words[at[index]],
                ref words[at[4 + ((index + 1) % 4)]],
                ref words[at[8 + ((index + 2) % 4)]],
                ref words[at[12 + ((index + 3) % 4)]]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 32);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 24);
        a = Add(a, b);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = Add(c, d);
        b = BitOperations.RotateRight(b ^ c, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong x, ulong y) => x + y + (2 * (ulong)(uint)x * (uint)y);
}

using System.Buffers.Binary;
using System.Text;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>
/// Argon2id, version 1.3 (RFC 9106), on one thread, to verify imported hashes only; new ones are the framework's.
/// </summary>
internal sealed class Argon2id
{
    private const int Version = 0x13;
    private const int Kind = 2;
    private const int SlicesPerPass = 4;

    private readonly Argon2Parameters _parameters;
    private readonly ulong[] _memory;
    private readonly int _laneLength;
    private readonly int _segmentLength;
    private readonly ulong[] _addresses = new ulong[Argon2Block.Words];
    private readonly ulong[] _counter = new ulong[Argon2Block.Words];

    private Argon2id(Argon2Parameters parameters)
    {
        _parameters = parameters;
        _segmentLength = parameters.Memory / (SlicesPerPass * parameters.Lanes);
        _laneLength = _segmentLength * SlicesPerPass;
        _memory = new ulong[parameters.Lanes * _laneLength * Argon2Block.Words];
    }

    /// <summary>Returns the hash of a password with these costs and this salt, as long as the stored one.</summary>
    internal static byte[] Hash(string password, Argon2Parameters parameters)
    {
        var run = new Argon2id(parameters);
        run.Begin(password);
        for (var pass = 0; pass < parameters.Passes; pass++)
        {
            for (var slice = 0; slice < SlicesPerPass; slice++)
            {
                for (var lane = 0; lane < parameters.Lanes; lane++)
                {
                    run.Fill(pass, slice, lane);
                }
            }
        }

        return run.End();
    }

    private Span<ulong> Block(int lane, int column) =>
        _memory.AsSpan(((lane * _laneLength) + column) * Argon2Block.Words, Argon2Block.Words);

    // The first two blocks of every lane come from the password.
    private void Begin(string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        using var input = new MemoryStream();
        Write(input, _parameters.Lanes, _parameters.Hash.Length, _parameters.Memory, _parameters.Passes, Version, Kind, secret.Length);
        input.Write(secret);
        Write(input, _parameters.Salt.Length);
        input.Write(_parameters.Salt);

        // No key and no further data.
        Write(input, 0, 0);
        var seed = new byte[Blake2b.LongestHash + 8];
        Blake2b.Hash(input.ToArray(), seed.AsSpan(0, Blake2b.LongestHash));
        for (var lane = 0; lane < _parameters.Lanes; lane++)
        {
            for (var column = 0; column < 2; column++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed.AsSpan(Blake2b.LongestHash), column);
                BinaryPrimitives.WriteInt32LittleEndian(seed.AsSpan(Blake2b.LongestHash + 4), lane);
                ToWords(LongHash(seed, Argon2Block.Words * 8), Block(lane, column));
            }
        }
    }

    private void Fill(int pass, int slice, int lane)
    {
        // In the first half of the first pass, which block is read must not depend on the password.
        var isIndependent = pass == 0 && slice < 2;
        if (isIndependent)
        {
            Array.Clear(_counter);
            (_counter[0], _counter[1], _counter[2]) = ((ulong)pass, (ulong)lane, (ulong)slice);
            (_counter[3], _counter[4], _counter[5]) = ((ulong)(_parameters.Lanes * _laneLength), (ulong)_parameters.Passes, Kind);
        }

        var first = pass == 0 && slice == 0 ? 2 : 0;
        for (var index = first; index < _segmentLength; index++)
        {
            if (isIndependent && (index == first || index % Argon2Block.Words == 0))
            {
                NextAddresses();
            }

            var column = (slice * _segmentLength) + index;
            var previous = Block(lane, column == 0 ? _laneLength - 1 : column - 1);
            var random = isIndependent ? _addresses[index % Argon2Block.Words] : previous[0];
            var otherLane = pass == 0 && slice == 0 ? lane : (int)((random >> 32) % (ulong)_parameters.Lanes);
            var otherColumn = Choose(pass, slice, index, otherLane == lane, (uint)random);
            Argon2Block.Compress(previous, Block(otherLane, otherColumn), Block(lane, column), mixIn: pass > 0);
        }
    }

    private void NextAddresses()
    {
        Span<ulong> zero = stackalloc ulong[Argon2Block.Words];
        zero.Clear();
        _counter[6]++;
        Argon2Block.Compress(zero, _counter, _addresses, mixIn: false);
        var once = (ulong[])_addresses.Clone();
        Argon2Block.Compress(zero, once, _addresses, mixIn: false);
    }

    // Which block of a lane may be read: those that are finished, the nearer ones more often.
    private int Choose(int pass, int slice, int index, bool isSameLane, uint random)
    {
        var finished = pass == 0 ? slice * _segmentLength : _laneLength - _segmentLength;
        var area = (uint)(isSameLane ? finished + index - 1 : index == 0 ? finished - 1 : finished);
        var position = ((ulong)random * random) >> 32;
        var back = area - 1 - ((area * position) >> 32);
        var start = pass == 0 || slice == SlicesPerPass - 1 ? 0 : (slice + 1) * _segmentLength;
        return (int)(((ulong)start + back) % (ulong)_laneLength);
    }

    private byte[] End()
    {
        var last = Block(0, _laneLength - 1).ToArray();
        for (var lane = 1; lane < _parameters.Lanes; lane++)
        {
            var other = Block(lane, _laneLength - 1);
            for (var index = 0; index < last.Length; index++)
            {
                last[index] ^= other[index];
            }
        }

        var bytes = new byte[last.Length * 8];
        for (var index = 0; index < last.Length; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * index), last[index]);
        }

        return LongHash(bytes, _parameters.Hash.Length);
    }

    // BLAKE2b of any length: half of each of a chain of hashes, and all of the last.
    private static byte[] LongHash(ReadOnlySpan<byte> input, int length)
    {
        var prefixed = new byte[4 + input.Length];
        BinaryPrimitives.WriteInt32LittleEndian(prefixed, length);
        input.CopyTo(prefixed.AsSpan(4));
        var result = new byte[length];
        if (length <= Blake2b.LongestHash)
        {
            Blake2b.Hash(prefixed, result);
            return result;
        }

        var link = new byte[Blake2b.LongestHash];
        Blake2b.Hash(prefixed, link);
        var at = 0;
        while (length - at > Blake2b.LongestHash)
        {
            link.AsSpan(0, Blake2b.LongestHash / 2).CopyTo(result.AsSpan(at));
            at += Blake2b.LongestHash / 2;
            var next = new byte[Math.Min(Blake2b.LongestHash, length - at)];
            Blake2b.Hash(link, next);
            link = next;
        }

        link.CopyTo(result.AsSpan(at));
        return result;
    }

    private static void ToWords(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * index)..]);
        }
    }

    private static void Write(MemoryStream stream, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            stream.Write(bytes);
        }
    }
}

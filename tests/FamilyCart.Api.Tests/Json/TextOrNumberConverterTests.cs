using System.Buffers;
using System.Text;
using System.Text.Json;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Tests.Json;

public sealed class TextOrNumberConverterTests
{
    [Theory]
    [InlineData("12", "3.50", "123.50")]
    [InlineData("-", "7", "-7")]
    [InlineData("\"1", "2 kg\"", "12 kg")]
    public void Read_ValueInTwoPieces_IsTheWholeText(string first, string second, string expected)
    {
        var start = new Piece(Encoding.UTF8.GetBytes(first), null);
        var end = new Piece(Encoding.UTF8.GetBytes(second), start);
        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(start, 0, end, end.Memory.Length));
        Assert.True(reader.Read());

        Assert.Equal(expected, new TextOrNumberConverter().Read(ref reader, typeof(string), JsonSerializerOptions.Default));
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, Piece? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}

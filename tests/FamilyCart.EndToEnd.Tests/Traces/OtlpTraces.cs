using System.Text;

namespace FamilyCart.EndToEnd.Tests.Traces;

/// <summary>Reads spans out of OTLP's protobuf, by the numbers of its fields, as far as tests ask for them.</summary>
internal static class OtlpTraces
{
    private const int LengthDelimited = 2;

    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<SeenSpan> Read(ReadOnlyMemory<byte> request) =>
        from resourceSpans in Fields(request, 1)
        let service = Fields(resourceSpans, 1).SelectMany(resource => Fields(resource, 1)).Where(pair => Text(pair, 1) == "service.name").Select(pair => Text(Fields(pair, 2).First(), 1)).FirstOrDefault("")
        from scopeSpans in Fields(resourceSpans, 2)
        let source = Fields(scopeSpans, 1).Select(scope => Text(scope, 1)).FirstOrDefault("")
        from span in Fields(scopeSpans, 2)
        select new SeenSpan(service, source, Convert.ToHexStringLower(Fields(span, 1).First().Span), Text(span, 5));

    private static string Text(ReadOnlyMemory<byte> message, int field) =>
        Fields(message, field).Select(value => Encoding.UTF8.GetString(value.Span)).FirstOrDefault("");

    /// <summary>The values of a field that are messages, texts or bytes.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int wanted)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += sizeof(long);
                    break;
                case LengthDelimited:
                    var length = (int)Varint(message, ref at);
                    if ((int)(tag >> 3) == wanted)
                    {
                        yield return message.Slice(at, length);
                    }

                    at += length;
                    break;
                default:
                    at += sizeof(int);
                    break;
            }
        }
    }

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                return value;
            }
        }
    }
}

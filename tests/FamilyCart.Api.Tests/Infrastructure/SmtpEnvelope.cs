using System.Text;
using System.Text.RegularExpressions;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>A letter as it came over the wire.</summary>
internal sealed partial record SmtpEnvelope(string From, string To, string Data)
{
    internal string Head => Data[..Data.IndexOf("\n\n", StringComparison.Ordinal)].Replace("\n ", " ", StringComparison.Ordinal);

    internal string MessageId => Header("Message-ID");

    /// <summary>Gets all parts as text, whatever they were encoded with.</summary>
    internal IReadOnlyList<string> Parts =>
    [
        .. Part().Matches(Data).Select(match => match.Groups["encoding"].Value.Trim() switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["body"].Value.Replace("\n", "", StringComparison.Ordinal))),
            "quoted-printable" => FromQuotedPrintable(match.Groups["body"].Value),
            _ => match.Groups["body"].Value,
        }),
    ];

    internal string Header(string name) => Assert.Single(
        Head.Split('\n'), line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    private static string FromQuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        var joined = text.Replace("=\n", "", StringComparison.Ordinal);
        for (var index = 0; index < joined.Length; index++)
        {
            if (joined[index] == '=')
            {
                bytes.Add(Convert.ToByte(joined.Substring(index + 1, 2), 16));
                index += 2;
            }
            else
            {
                bytes.Add((byte)joined[index]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"content-transfer-encoding:(?<encoding>[^\n]*)\n\n(?<body>.*?)\n(?=--)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Part();
}

using System.Net;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Limits;

/// <summary>Settings of section <c>Limits</c>.</summary>
/// <param name="ClientRate">Calls with credentials that a client address may make a minute, 1 to 100000. Default 30.</param>
/// <param name="ClientBurst">Such calls that it may make at once, 1 to 100000. Default 30.</param>
/// <param name="ClientEntries">Client addresses that are kept in mind, 100 to 1000000. Default 50000.</param>
/// <param name="TrustedProxies">
/// Whose X-Forwarded-For counts; in the setting networks or addresses separated by commas, or <c>none</c>. Default loopback.
/// </param>
/// <param name="FailedLogins">Failed log-ins that lock an address for the network they come from, 2 to 1000. Default 10.</param>
/// <param name="FailedLoginsOfAll">
/// Failed log-ins from all networks together that lock an address for those its owner never logged in from, 10 to 100000. Default 200.
/// </param>
/// <param name="FailedLoginWindow">The time within which they count, 1 min to 1 day. Default 15 min.</param>
/// <param name="LockoutDuration">How long an address stays locked, 1 min to 1 day. Default 15 min.</param>
/// <param name="Letters">Letters of one purpose to one address, 1 to 1000. Default 3.</param>
/// <param name="LetterWindow">The time within which they count, 1 min to 1 day. Default 15 min.</param>
/// <param name="AnswerFloor">
/// How long after their arrival requests are answered, at the earliest, whose answers must not tell whether an address is registered; more
/// than the slowest password check takes. 0 to 5 s, default 1 s.
/// </param>
/// <param name="PendingAnswers">Answers that may wait for that moment; beyond, 503. 1 to 100000, default 5000.</param>
internal sealed record LimitSettings(
    int ClientRate,
    int ClientBurst,
    int ClientEntries,
    IReadOnlyList<IPNetwork> TrustedProxies,
    int FailedLogins,
    int FailedLoginsOfAll,
    TimeSpan FailedLoginWindow,
    TimeSpan LockoutDuration,
    int Letters,
    TimeSpan LetterWindow,
    TimeSpan AnswerFloor,
    int PendingAnswers)
{
    internal const string Section = "Limits";

    private const string Loopback = "127.0.0.0/8,::1/128";
    private const string Nobody = "none";

    internal static LimitSettings Read(SettingReader reader) => new(
        reader.Whole(nameof(ClientRate), 30, 1, 100_000),
        reader.Whole(nameof(ClientBurst), 30, 1, 100_000),
        reader.Whole(nameof(ClientEntries), 50_000, 100, 1_000_000),
        ReadProxies(reader),
        reader.Whole(nameof(FailedLogins), 10, 2, 1000),
        reader.Whole(nameof(FailedLoginsOfAll), 200, 10, 100_000),
        ReadWindow(reader, nameof(FailedLoginWindow)),
        ReadWindow(reader, nameof(LockoutDuration)),
        reader.Whole(nameof(Letters), 3, 1, 1000),
        ReadWindow(reader, nameof(LetterWindow)),
        reader.Duration(nameof(AnswerFloor), TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromSeconds(5)),
        reader.Whole(nameof(PendingAnswers), 5000, 1, 100_000));

    private static TimeSpan ReadWindow(SettingReader reader, string key) =>
        reader.Duration(key, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));

    private static List<IPNetwork> ReadProxies(SettingReader reader)
    {
        var text = reader.Text(nameof(TrustedProxies)) ?? Loopback;
        List<IPNetwork> networks = [];
        if (text == Nobody)
        {
            return networks;
        }

        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                reader.AddFault(nameof(TrustedProxies), text, $"networks or addresses separated by commas, or {Nobody}", Loopback);
                break;
            }
        }

        return networks;
    }
}

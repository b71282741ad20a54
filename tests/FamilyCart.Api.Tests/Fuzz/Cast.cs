using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Everybody who sends requests: two families, and those around them.</summary>
/// <param name="Members">They take turns with all operations but those that end or change an account.</param>
internal sealed record Cast(IReadOnlyList<Sender> Members)
{
    internal const string OperatorToken = "operator-of-the-fuzzing-0123456789";

    private const int Lists = 40;
    private const int DoomedLists = 60;
    private const int Offered = 40;
    private const string Host = "host";
    private const string Superuser = "superuser";

    private static readonly Words _plain = new("Offered", "Milk", "Fresh", "Host");

    private static readonly Sender _anonymous = new("nobody", null) { Unseen = [.. Words.OfTheOnes.All, .. Words.OfTheOthers.All] };

    /// <summary>Who sends an operation in a round of all of them.</summary>
    internal Sender Choose(Operation operation, int round) => operation.Name switch
    {
        "DELETE /api/v1/users/me" => Guest(Guests.Quitter, round),
        "POST /api/v1/auth/jwt/logout" => Guest(Guests.Leaver, round),
        "PATCH /api/v1/users/me" or "PUT /api/v1/users/me" => Guest(Guests.Changer, round % 40),
        "GET /api/v1/outbox/messages" when round % 2 == 0 => Members.First(sender => sender.Token == OperatorToken),
        "GET /api/v1/users" or "GET /api/v1/users/{id}" or "PATCH /api/v1/users/{id}" or "DELETE /api/v1/users/{id}" when round % 3 == 0 =>
            Members.First(sender => sender.Name == Superuser),
        _ => Members[round % Members.Count],
    };

    internal static async Task<Cast> GatherAsync(ApiDatabase database, string passwordHash)
    {
        await Guests.InviteAsync(database, passwordHash);
        var families = new Families(database, passwordHash);
        await families.AddPersonAsync(Host, _plain.Person);
        var (ones, others) = (await SettleAsync(families, Words.OfTheOnes, 3), await SettleAsync(families, Words.OfTheOthers, 2));
        var words = new[] { Words.OfTheOnes, Words.OfTheOthers };
        string[] everything = [.. words.SelectMany(family => family.All)];
        Sender[] single =
        [
            await MeetAsync(families, "stranger", everything),
            await MeetAsync(families, "unproven", everything, isProven: false),
            await MeetAsync(families, Superuser, [.. words.SelectMany(family => family.Belongings)], isSuperuser: true),
        ];
        var foreign = ones[0].Shelves.Concat(others[0].Shelves).ToArray();
        single = [.. single.Select(sender => sender with { Shelves = foreign, Foreign = foreign, People = People(Guests.Victim, Guests.Count) })];
        var (stranger, unproven, superuser) = (single[0], single[1], single[2]);
        return new Cast(
        [
            .. ones.Select(sender => sender with { Foreign = others[0].Shelves, Unseen = Words.OfTheOthers.All }),
            superuser,
            .. others.Select(sender => sender with { Foreign = ones[0].Shelves, Unseen = Words.OfTheOnes.All }),
            superuser,
            stranger,
            unproven,
            new Sender("operator", OperatorToken) { Shelves = foreign, Foreign = foreign, Unseen = [.. words.SelectMany(family => family.Contents)] },
            _anonymous with { Shelves = foreign, Foreign = foreign },
            new Sender("impostor", "guessed") { Shelves = foreign, Foreign = foreign, Unseen = everything },
        ]);
    }

    private static Sender Guest(string kind, int round) =>
        round % 8 == 7 ? _anonymous : _anonymous with { Name = Guests.Name(kind, round), Token = Guests.Token(kind, round) };

    /// <summary>A family: its owner, as often as they have turns, an editor twice and a viewer.</summary>
    private static async Task<Sender[]> SettleAsync(Families families, Words words, int turnsOfOwner)
    {
        var cousins = Enumerable.Range(0, 4).Select(number => $"{words.Person}.cousin{number}").ToArray();
        string[] members = [$"{words.Person}.owner", $"{words.Person}.editor", $"{words.Person}.viewer", .. cousins];
        foreach (var cousin in cousins)
        {
            await families.AddPersonAsync(cousin, words.Person);
        }

        var senders = new List<Sender>();
        foreach (var member in members[..3])
        {
            senders.Add(await MeetAsync(families, member, [], nickname: words.Person));
        }

        var shelves = await families.AddListsAsync(words, members, Lists);
        var doomed = await families.AddListsAsync(words, members, DoomedLists);
        var deleted = await families.AddListsAsync(words, members, DoomedLists, isDeleted: true);
        var all = senders.ConvertAll(sender => sender with
        {
            Shelves = shelves,
            Doomed = doomed,
            Deleted = deleted,
            People = [.. cousins.Select(cousin => $"{Families.IdOf(cousin)}")],
            Addresses = [.. cousins.Select(cousin => $"{cousin}@example.org"), "nobody@example.org"],
        });
        return [.. Enumerable.Repeat(all[0], turnsOfOwner), all[1], all[1], all[2]];
    }

    /// <summary>Somebody with invitations to lists that they share with nobody else.</summary>
    private static async Task<Sender> MeetAsync(
        Families families, string name, string[] unseen, string nickname = "Somebody", bool isSuperuser = false, bool isProven = true)
    {
        await families.AddPersonAsync(name, nickname, isSuperuser, isProven);
        var lists = await families.AddListsAsync(_plain, [Host], Offered);
        return new Sender(name, $"token-of-{name}")
        {
            Offers = await families.OfferAsync(lists[..(Offered / 2)], name, Host),
            Letters = [.. lists[(Offered / 2)..].SelectMany(list => Enumerable.Range(1, 4).Select(number => $"invitation-{list.Id}-{number}"))],
            Unseen = unseen,
        };
    }

    private static string[] People(string kind, int count) =>
        [.. Enumerable.Range(0, count).Select(number => $"{Families.IdOf(Guests.Name(kind, number))}")];
}

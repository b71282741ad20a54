using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Import;

[Collection(ApartCollection.Name)]
public sealed class ImportFaultTests(ApiFixture fixture)
{
    private const string Stranger = "00000000-0000-0000-0000-0000000000ff";

    [Fact]
    public async Task Accounts_OfEveryFault_AreAdjustedOrSkippedAndReported()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "fault_accounts");
        await run.Source.ExecuteAsync(
            $"""
            insert into "user" values
                ('00000000-0000-0000-0000-000000000001', 'PETR@example.org', '{LegacyDatabase.Argon2}', true, false, false, null, null, 'Other Petr'),
                ('00000000-0000-0000-0000-000000000002', 'no-nickname@example.org', '{LegacyDatabase.Argon2}', true, true, true, 'Jana', 'Malá', null),
                ('00000000-0000-0000-0000-000000000003', 'long@example.org', '$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$y10X37HoHtIg5jsdtdb4tw', true, false, true, null, null, repeat('ž', 60)),
                ('00000000-0000-0000-0000-000000000004', 'not an address', 'x', true, false, true, null, null, 'Nobody'),
                ('00000000-0000-0000-0000-000000000005', 'gone@example.org', '{LegacyDatabase.Argon2}', false, false, true, null, null, '   ');
            insert into shopping_list (name, owner_id) values ('Of the other Petr', '00000000-0000-0000-0000-000000000001'), ('Of nobody', '00000000-0000-0000-0000-000000000004');
            insert into user_shopping_list values ('00000000-0000-0000-0000-000000000004', 1);
            """);
        var (exitCode, report) = await run.ImportAsync();
        Assert.True(exitCode == 0, report.ToString());
        Assert.Equal("7 = 5 added + 0 known + 1 merged + 1 skipped", ImportRun.Counts(report, "account"));
        Assert.Equal("3 = 2 added + 0 known + 0 merged + 1 skipped", ImportRun.Counts(report, "list"));
        var adjustments = ImportRun.Adjustments(report);
        foreach (var expected in (string[])
        [
            "account 00000000-0000-0000-0000-000000000001 email: Another account has this address, but for case, and takes its lists; its password is not kept.",
            "account 00000000-0000-0000-0000-000000000002 is_superuser: It is none any more.",
            "account 00000000-0000-0000-0000-000000000002 nickname: It was empty and has a stand-in.",
            "account 00000000-0000-0000-0000-000000000003 nickname: It was cut to 50 characters.",
            "account 00000000-0000-0000-0000-000000000003 hashed_password: It cannot be verified here; a letter to reset it goes out.",
            "account 00000000-0000-0000-0000-000000000004 : Its address is none.",
            "account 00000000-0000-0000-0000-000000000005 nickname: It was empty and has a stand-in.",
            "list 3 : Its owner was not taken over.",
            "member 1/00000000-0000-0000-0000-000000000004 : Its account was not taken over.",
        ])
        {
            Assert.Contains(expected, adjustments);
        }

        Assert.DoesNotContain("@", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "Anička,gone,Jana Malá,Petr," + new string('ž', 50),
            await run.Target.ReadAsync<string>("select string_agg(nickname, ',' order by email_key = 'long@example.org', lower(nickname) collate \"C\") from account"));
        Assert.Equal(0L, await run.Target.ReadAsync<long>("select count(*) from account where is_superuser"));
        Assert.Equal("Petr", await run.Target.ReadAsync<string>("select a.nickname from shopping_list l join account a on a.id = l.owner_id where l.name = 'Of the other Petr'"));

        await using var api = ApiApplication.Start(run.Target.ConnectionString, fixture.Redis.ConnectionString);
        using var anonymous = Person.Anonymous(api);
        foreach (var email in (string[])["long@example.org", "gone@example.org"])
        {
            (await anonymous.LogInAsync(email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        }
    }

    [Fact]
    public async Task Items_OfEveryFault_AreAdjustedOrSkippedAndReported()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "fault_items");
        await run.Source.ExecuteAsync(
            $"""
            delete from item;
            update shopping_list set name = repeat('n', 101), description = repeat('d', 501), created_at = null;
            insert into user_shopping_list values ('{Stranger}', 1), ('{LegacyDatabase.Anna}', 77);
            insert into unit values ('cup_of_an_unreasonable_size', 'x', 'x', 'volume', null, 1, false, null), ('old_cup', 'cup', 'c', 'volume', 'nothing', 0, false, null);
            insert into item (id, name, shopping_list_id, owner_id, last_modified_by_id, comment, quantity, quantity_value, quantity_unit_id, category_id, icon_name, translations, updated_at) values
                (11, repeat('😀', 101), 1, '{LegacyDatabase.Petr}', '{LegacyDatabase.Petr}', repeat('c', 1001), repeat('q', 51), -1, 'furlong', 99, repeat('i', 51), '["no object"]', null),
                (12, ' ', 1, '{Stranger}', '{Stranger}', null, null, 1.5, 'old_cup', null, null, null, 'infinity'),
                (13, E'Bell\x07', 1, '{LegacyDatabase.Petr}', '{Stranger}', null, null, null, null, null, null, 'null', now()),
                (14, 'On no list', 77, '{LegacyDatabase.Petr}', '{LegacyDatabase.Petr}', null, null, null, null, null, null, null, now());
            """);
        var (exitCode, report) = await run.ImportAsync();
        Assert.True(exitCode == 0, report.ToString());
        Assert.Equal("4 = 3 added + 0 known + 0 merged + 1 skipped", ImportRun.Counts(report, "item"));
        Assert.Equal("4 = 3 added + 0 known + 0 merged + 1 skipped", ImportRun.Counts(report, "unit"));
        Assert.Equal("4 = 1 added + 0 known + 1 merged + 2 skipped", ImportRun.Counts(report, "member"));
        var adjustments = ImportRun.Adjustments(report);
        foreach (var expected in (string[])
        [
            "list 1 created_at: It was missing and has a stand-in.",
            "list 1 name: It was cut to 100 characters.",
            "list 1 description: It was cut to 500 characters.",
            $"member 1/{Stranger} : Its account was not taken over.",
            $"member 77/{LegacyDatabase.Anna} : Its list was not taken over.",
            "unit cup_of_an_unreasonable_size : Its id is longer than 20 characters, or empty.",
            "unit old_cup base_unit: It is unknown; the unit is its own base.",
            "item 11 name: It was cut to 100 characters.",
            "item 11 quantity: It was cut to 50 characters.",
            "item 11 comment: It was cut to 1000 characters.",
            "item 11 icon_name: It was cut to 50 characters.",
            "item 11 updated_at: It was missing and has a stand-in.",
            "item 11 category_id: That category is unknown and was left out.",
            "item 11 quantity_unit_id: That unit is unknown and was left out.",
            "item 11 quantity_value: It was out of range and was left out.",
            "item 11 translations: It was not an object of texts and was left out.",
            "item 12 name: It was empty and has a stand-in.",
            "item 12 owner_id: That account was not taken over; the owner stands in.",
            "item 12 updated_at: It was missing and has a stand-in.",
            "item 13 name: Control characters were removed.",
            "item 13 last_modified_by_id: That account was not taken over; the owner stands in.",
            "item 14 : Its list was not taken over.",
        ])
        {
            Assert.Contains(expected, adjustments);
        }

        Assert.Equal(
            "(unnamed)|Anička|Anička|old_cup,Bell|Petr|Petr",
            await run.Target.ReadAsync<string>(
                """
                select string_agg(concat_ws('|', i.name, o.nickname, e.nickname, i.quantity_unit_id), ',' order by i.id)
                from item i join account o on o.id = i.owner_id join account e on e.id = i.last_modified_by_id
                where i.name in ('(unnamed)', 'Bell')
                """));
    }

    [Fact]
    public async Task Account_WhoseAddressIsTakenHereUnproven_GetsNothingUntilItIsProven()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "fault_squatter");
        await run.Target.ExecuteAsync(
            """
            insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
            values (gen_random_uuid(), 'anna@example.org', 'anna@example.org', 'theirs', 'Squatter', false, now())
            """);
        var (_, first) = await run.ImportAsync();
        Assert.Equal("2 = 1 added + 0 known + 0 merged + 1 skipped", ImportRun.Counts(first, "account"));
        Assert.Equal("1 = 0 added + 0 known + 0 merged + 1 skipped", ImportRun.Counts(first, "list"));
        Assert.Equal(0L, await run.Target.ReadAsync<long>("select count(*) from list_member"));

        await run.Target.ExecuteAsync("update account set is_verified = true where email_key = 'anna@example.org'");
        var (_, second) = await run.ImportAsync();
        Assert.Equal("2 = 0 added + 1 known + 1 merged + 0 skipped", ImportRun.Counts(second, "account"));
        Assert.Equal("1 = 1 added + 0 known + 0 merged + 0 skipped", ImportRun.Counts(second, "list"));
        Assert.Equal("theirs", await run.Target.ReadAsync<string>("select password_hash from account where email_key = 'anna@example.org'"));
    }
}

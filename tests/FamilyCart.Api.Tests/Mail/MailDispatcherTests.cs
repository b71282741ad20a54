using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Tests.Infrastructure;
using Npgsql;

namespace FamilyCart.Api.Tests.Mail;

[Collection(ApartCollection.Name)]
public sealed class MailDispatcherTests(ApiFixture fixture)
{
    private static readonly TimeSpan _leaseAndMore = TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Send_LetterTaken_IsMarkedAndItsTokenErased()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        var transport = new FakeTransport();

        Assert.False(await post.SendAsync(transport));
        await post.SendAsync(transport);

        Assert.Single(transport.Mails);
        Assert.Equal("sent", await post.ReadAsync<string>("state"));
        Assert.True(await post.ReadAsync<bool>("model is null and finished_at is not null and attempt_id is null"));
        Assert.Equal(0, await post.Database.ReadAsync<long>("select count(*) from mail_message m where m::text like $1", $"%{Post.Token}%"));
    }

    [Fact]
    public async Task Send_TransportKeepsLetters_ErasesThemWhenTheyExpire()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        var transport = new FakeTransport { KeepsLetters = true };

        await post.SendAsync(transport);
        Assert.Equal(Post.Token, await post.ReadAsync<string>("model ->> 'Token'"));

        post.Time.Advance(TimeSpan.FromHours(24));
        await post.SendAsync(transport);
        Assert.True(await post.ReadAsync<bool>("model is null and state = 'sent'"));
        Assert.Single(transport.Mails);
    }

    [Theory]
    [InlineData(nameof(Delivery.Unreachable), 0)]
    [InlineData(nameof(Delivery.Deferred), 451)]
    [InlineData(nameof(Delivery.AccountRefused), 535)]
    public async Task Send_NotTakenForNow_ComesBackLaterAndLater(string delivery, int code)
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync(new AddressTakenLetter("ann@example.org", "Ann"));
        var transport = new FakeTransport(Enum.Parse<Delivery>(delivery), code);
        using var doubtful = new CounterProbe(post.Meters, "familycart.mail.doubtful");

        for (var attempt = 1; attempt <= MailSettings.MostAttempts; attempt++)
        {
            await post.SendAsync(transport);
            Assert.Equal(attempt, transport.Mails.Count);
            var delay = TimeSpan.FromSeconds(Math.Min(15 * Math.Pow(2, attempt - 1), 4 * 3600));
            post.Time.Advance(delay - TimeSpan.FromSeconds(1));
            await post.SendAsync(transport);
            Assert.Equal(attempt, transport.Mails.Count);
            post.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await post.SendAsync(transport);
        Assert.Equal(MailSettings.MostAttempts, transport.Mails.Count);
        Assert.Single(transport.Mails.Select(mail => mail.MessageKey).Distinct());
        Assert.Equal("failed", await post.ReadAsync<string>("state"));
        Assert.Equal(0, doubtful.Total);
    }

    [Fact]
    public async Task Send_Refused_IsParkedWithTheReason()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        using var failed = new CounterProbe(post.Meters, "familycart.mail.failed", "reason", "refused");
        var transport = new FakeTransport(Delivery.Refused, 550);

        await post.SendAsync(transport);
        post.Time.Advance(TimeSpan.FromHours(12));
        await post.SendAsync(transport);

        Assert.Single(transport.Mails);
        Assert.Equal("failed refused", await post.ReadAsync<string>("state || ' ' || failure"));
        Assert.Equal(1, failed.Total);
        Assert.Contains(post.Logs.Lines, line => line.Id.Id == 4603 && line.Text.Contains("refused 550", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_NoAnswer_IsDoubtfulAndRepeatedUnderTheSameKey()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        using var doubtful = new CounterProbe(post.Meters, "familycart.mail.doubtful");
        var silent = new FakeTransport(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return DeliveryResult.Taken;
        });

        var sending = post.SendAsync(silent);
        await post.Time.TimerAsync(post.Settings.SendTimeout);
        post.Time.Advance(post.Settings.SendTimeout);
        await sending;
        Assert.Equal(1, doubtful.Total);

        post.Time.Advance(TimeSpan.FromSeconds(15));
        var transport = new FakeTransport();
        await post.SendAsync(transport);
        Assert.Equal(silent.Mails.Single().MessageKey, transport.Mails.Single().MessageKey);
        Assert.Equal("sent", await post.ReadAsync<string>("state"));
    }

    [Fact]
    public async Task Send_SenderDiedHoldingTheLease_IsSentByAnotherWhenItEnds()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        using var doubtful = new CounterProbe(post.Meters, "familycart.mail.doubtful");
        var dying = new FakeTransport((_, _) => throw new InvalidOperationException("The end."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => post.SendAsync(dying));

        var transport = new FakeTransport();
        await post.SendAsync(transport);
        Assert.Empty(transport.Mails);
        Assert.Equal(0, doubtful.Total);

        post.Time.Advance(_leaseAndMore);
        await post.SendAsync(transport);
        Assert.Equal(dying.Mails.Single().MessageKey, transport.Mails.Single().MessageKey);
        Assert.Equal(1, doubtful.Total);
        Assert.Contains(post.Logs.Lines, line => line.Id.Id == 4604);
    }

    [Fact]
    public async Task Send_EverySenderDies_IsGivenUpInTheEnd()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        var dying = new FakeTransport((_, _) => throw new InvalidOperationException("The end."));
        for (var attempt = 1; attempt <= MailSettings.MostAttempts; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => post.SendAsync(dying));
            post.Time.Advance(_leaseAndMore);
        }

        await post.SendAsync(dying);
        Assert.Equal(MailSettings.MostAttempts, dying.Mails.Count);
        Assert.Equal("failed exhausted", await post.ReadAsync<string>("state || ' ' || failure"));
        Assert.True(await post.ReadAsync<bool>("model is null"));
    }

    [Fact]
    public async Task Send_LeaseLostMeanwhile_LeavesTheOthersMark()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        var slow = new FakeTransport(async (_, _) =>
        {
            await post.Database.ExecuteAsync("update mail_message set attempt_id = gen_random_uuid()");
            return DeliveryResult.Taken;
        });

        await post.SendAsync(slow);

        Assert.Equal("pending", await post.ReadAsync<string>("state"));
        Assert.Contains(post.Logs.Lines, line => line.Id.Id == 4606);
    }

    [Fact]
    public async Task Send_TwoSendersAtOnce_SendEachLetterOnce()
    {
        await using var post = await Post.OpenAsync(fixture);
        for (var number = 0; number < 100; number++)
        {
            await post.AddAsync($"person{number}@example.org");
        }

        // Each waits once until the other is at work as well, so that they do run at the same time.
        using var both = new Barrier(2);
        FakeTransport[] transports = [Meeting(), Meeting()];
        await Task.WhenAll(transports.Select(transport => Task.Run(async () =>
        {
            while (await post.SendAsync(transport))
            {
            }
        })));

        var recipients = transports.SelectMany(transport => transport.Mails).Select(mail => mail.To).ToList();
        Assert.Equal(100, recipients.Count);
        Assert.Equal(100, recipients.Distinct().Count());
        Assert.All(transports, transport => Assert.NotEmpty(transport.Mails));

        FakeTransport Meeting()
        {
            var first = 0;
            return new FakeTransport((_, _) =>
            {
                if (Interlocked.Exchange(ref first, 1) == 0)
                {
                    both.SignalAndWait(TimeSpan.FromSeconds(120), CancellationToken.None);
                }

                return Task.FromResult(DeliveryResult.Taken);
            });
        }
    }

    [Fact]
    public async Task Send_LetterBeingClaimedByAnother_IsPassedOver()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync("first@example.org");
        await post.AddAsync("second@example.org");
        await using var source = NpgsqlDataSource.Create(post.Database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var claiming = await connection.BeginTransactionAsync();
        await using var claim = new NpgsqlCommand("select id from mail_message where recipient like 'first%' for update", connection, claiming);
        await claim.ExecuteScalarAsync();
        var transport = new FakeTransport();

        await post.SendAsync(transport).WaitAsync(TimeSpan.FromSeconds(120));

        Assert.Equal("second@example.org", Assert.Single(transport.Mails).To);
    }

    [Fact]
    public async Task Send_OlderThanTwoDays_ExpiresUnsent()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync(new AddressTakenLetter("ann@example.org", "Ann"));
        using var expired = new CounterProbe(post.Meters, "familycart.mail.expired");
        post.Time.Advance(TimeSpan.FromHours(48));
        var transport = new FakeTransport();

        await post.SendAsync(transport);

        Assert.Empty(transport.Mails);
        Assert.True(await post.ReadAsync<bool>("state = 'expired' and model is null"));
        Assert.Equal(1, expired.Total);
    }

    [Fact]
    public async Task Send_LinkHasEnded_ExpiresUnsent()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        post.Time.Advance(TimeSpan.FromHours(24));
        var transport = new FakeTransport();
        await post.SendAsync(transport);
        Assert.Empty(transport.Mails);
        Assert.Equal("expired", await post.ReadAsync<string>("state"));
    }

    [Fact]
    public async Task Send_EndedThirtyDaysAgo_IsForgotten()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync();
        var transport = new FakeTransport();
        await post.SendAsync(transport);
        post.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await post.SendAsync(transport);
        Assert.Equal(1, await post.Database.ReadAsync<long>("select count(*) from mail_message"));
        post.Time.Advance(TimeSpan.FromSeconds(1));
        await post.SendAsync(transport);
        Assert.Equal(0, await post.Database.ReadAsync<long>("select count(*) from mail_message"));
    }

    [Theory]
    [InlineData("newsletter", "{}")]
    [InlineData("verify", """{"To":"ann@example.org"}""")]
    [InlineData("verify", "[]")]
    public async Task Send_LetterOfAnotherVersion_FailsAndHoldsUpNobody(string template, string model)
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync("first@example.org");
        await post.Database.ExecuteAsync("update mail_message set template = $1, model = $2::jsonb", template, model);
        await post.AddAsync("second@example.org");
        var transport = new FakeTransport();

        await post.SendAsync(transport);

        Assert.Equal("second@example.org", Assert.Single(transport.Mails).To);
        Assert.Equal("unreadable", await post.Database.ReadAsync<string>("select failure from mail_message where state = 'failed'"));
    }

    [Fact]
    public async Task Send_Stopping_GivesBackWhatWasNotBegun()
    {
        await using var post = await Post.OpenAsync(fixture, settings => settings with { Concurrency = 1 });
        await post.AddAsync("first@example.org");
        await post.AddAsync("second@example.org");
        using var stopping = new CancellationTokenSource();
        var transport = new FakeTransport(async (_, _) =>
        {
            await stopping.CancelAsync();
            return DeliveryResult.Taken;
        });

        await post.NewDispatcher(transport).SendDueAsync(CancellationToken.None, stopping.Token);

        Assert.Equal("first@example.org", Assert.Single(transport.Mails).To);
        Assert.Equal(1, await post.Database.ReadAsync<long>(
            "select count(*) from mail_message where recipient like 'second%' and attempt_id is null and attempts = 0"));
    }

    [Fact]
    public async Task Add_TransactionRolledBack_LeavesNoLetter()
    {
        await using var post = await Post.OpenAsync(fixture);
        await using var source = NpgsqlDataSource.Create(post.Database.ConnectionString);
        using var signal = new MailSignal();
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await new MailOutbox(post.Time, signal).AddAsync(connection, Post.Letter(post.Time), CancellationToken.None);
            await transaction.RollbackAsync();
        }

        var transport = new FakeTransport();
        await post.SendAsync(transport);
        Assert.Empty(transport.Mails);
    }

    [Fact]
    public async Task Logs_OfEveryOutcome_HoldNeitherAddressNorToken()
    {
        await using var post = await Post.OpenAsync(fixture);
        foreach (var delivery in Enum.GetValues<Delivery>())
        {
            await post.AddAsync($"{delivery}@example.org");
            await post.SendAsync(new FakeTransport(delivery));
        }

        Assert.True(post.Logs.Lines.Count >= Enum.GetValues<Delivery>().Length);
        Assert.DoesNotContain(post.Logs.Lines, line => line.Text.Contains("example.org", StringComparison.Ordinal));
        Assert.DoesNotContain(post.Logs.Lines, line => line.Text.Contains(Post.Token, StringComparison.Ordinal));
    }
}

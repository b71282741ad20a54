using FamilyCart.Api.Catalog;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Catalog;

[Collection(ApiCollection.Name)]
public sealed class CatalogStoreTests(ApiFixture fixture)
{
    [Fact]
    public async Task Get_WithinFiveMinutes_IsReadOnce()
    {
        var store = fixture.Blue.Services.GetRequiredService<CatalogStore>();
        var first = await store.GetAsync(CancellationToken.None);
        var together = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.GetAsync(CancellationToken.None).AsTask()));
        Assert.All(together, snapshot => Assert.Same(first, snapshot));
    }

    [Fact]
    public async Task Get_AfterFiveMinutes_SeesNewRowsAboveTheFixedOnes()
    {
        using var store = NewStore(out var time);
        var name = $"Flowers {Guid.NewGuid():N}";
        Assert.Null((await store.GetAsync(CancellationToken.None)).FindCategory(name));
        await fixture.Database.ExecuteAsync("insert into category (name) values ($1)", name);

        time.Advance(CatalogStore.KeptFor - TimeSpan.FromMinutes(1));
        Assert.Null((await store.GetAsync(CancellationToken.None)).FindCategory(name));
        time.Advance(TimeSpan.FromMinutes(1));
        var category = (await store.GetAsync(CancellationToken.None)).FindCategory(name);
        Assert.True(category!.Id >= 1000);
        Assert.Equal(name, category.In("cs").Name);
    }

    [Fact]
    public async Task Get_CancelledCaller_LeavesTheOthersTheirCatalogue()
    {
        using var store = NewStore(out _);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetAsync(new CancellationToken(canceled: true)));
        Assert.NotEmpty((await store.GetAsync(CancellationToken.None)).Units);
    }

    [Fact]
    public async Task Find_ByIdAndName_AnswersOrKnowsNothing()
    {
        var catalog = await fixture.Blue.Services.GetRequiredService<CatalogStore>().GetAsync(CancellationToken.None);
        Assert.Equal("Produce", catalog.FindCategory(1)!.Name);
        Assert.Equal(9, catalog.FindCategory(" snacks ")!.Id);
        Assert.Equal(2, catalog.FindCategory("mléčné výrobky")!.Id);
        Assert.Null(catalog.FindCategory(18));
        Assert.Null(catalog.FindCategory("Dai"));
        Assert.Equal("Kilogramm", catalog.FindUnit("kg")!.In("de").Name);
        Assert.Null(catalog.FindUnit("KG"));
        Assert.Null(catalog.FindUnit(""));
    }

    private CatalogStore NewStore(out MovableTime time)
    {
        time = new MovableTime();
        return ActivatorUtilities.CreateInstance<CatalogStore>(fixture.Blue.Services, time);
    }
}

using FamilyCart.Api.Ordering;

namespace FamilyCart.Api.Tests.Ordering;

public sealed class GapTests
{
    [Fact]
    public void Find_AloneInTheCategory_StartsTheNumbers() => Assert.Equal(1024, Gap.Find([], 0));

    [Fact]
    public void Find_BetweenTwo_IsTheMiddle() => Assert.Equal(15, Gap.Find(Others(10, 20), 1));

    [Fact]
    public void Find_BeginningAndEnd_LeaveRoom()
    {
        Assert.Equal(10 - 1024, Gap.Find(Others(10, 20), 0));
        Assert.Equal(20 + 1024, Gap.Find(Others(10, 20), 2));
    }

    [Fact]
    public void Find_AfterAnItemWithoutAPosition_HasToNumberFirst()
    {
        Assert.Null(Gap.Find(Others(10, null), 2));
        Assert.Null(Gap.Find(Others(null, null), 1));
    }

    [Fact]
    public void Find_BeforeAllItemsWithoutAPosition_NeedsNoNumbers()
    {
        Assert.Equal(1024, Gap.Find(Others(null, null), 0));
        Assert.Equal(10 + 1024, Gap.Find(Others(10, null), 1));
    }

    [Theory]
    [InlineData(1, 1 + 1e-6 + 1e-9, true)]
    [InlineData(1, 1 + 0.9e-6, false)]
    [InlineData(1, 1, false)]
    [InlineData(1e16, 1e16 + 2, false)]
    public void Find_GapIsNearlyExhausted_HasToNumberFirstBelowTheLimit(double lower, double upper, bool hasRoom) =>
        Assert.Equal(hasRoom, Gap.Find(Others(lower, upper), 1) is not null);

    private static PlacedItem[] Others(params double?[] positions) => [.. positions.Select((position, index) => new PlacedItem(index + 1, position))];
}

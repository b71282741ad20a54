using FamilyCart.Api.Groceries;

namespace FamilyCart.Api.Tests.Groceries;

public sealed class GroceryDictionaryTests
{
    private const string Known = """
        milk | Milk
        MILK | Milk
        Milks | Milk
        organic whole milk 3% | Milk
        milk chocolate | Chocolate
        coconut milk | Coconut Milk
        chocolate milk | Chocolate Milk
        fresh milk, cold | Milk
        apples | Apple
        green apples | Apple
        tomatoes | Tomato
        cherries | Cherry
        strawberries | Strawberry
        potatoes | Potato
        peaches | Peach
        eggs | Egg
        10 free-range eggs | Egg
        onions | Onion
        unsalted butter | Butter
        peanut butter | Peanut Butter
        chicken breasts | Chicken Breast
        chicken soup | Soup
        tomato soup | Soup
        bottle of milk | Milk
        tuna in oil | Tuna
        yogurt with strawberries | Yogurt
        cherry tomatoes | Cherry Tomato
        toilet rolls | Toilet Paper
        dog food | Dog Food
        sparkling water | Sparkling Water
        vitamin B12 | Vitamin B
        omega-3 | Omega 3
        7up | Lemonade
        Coca-Cola Zero 2 | Cola
        mouka | Flour
        mouky | Flour
        mouku | Flour
        hladké mouky | Flour
        rohlík | Roll
        rohlíky | Roll
        rohlíků | Roll
        rohliku | Roll
        chleba | Bread
        čerstvý chleba | Bread
        mléko | Milk
        mléka | Milk
        čerstvé mléko | Milk
        mleko | Milk
        kokosové mléko | Coconut Milk
        jablka | Apple
        jablek | Apple
        hrušek | Pear
        brambory | Potato
        brambor | Potato
        brambora | Potato
        sušenek | Cookies
        okurky | Cucumber
        vajec | Egg
        vejce | Egg
        másla | Butter
        sýr eidam | Edam
        jogurt s jahodami | Yogurt
        jogurtů | Yogurt
        hořká čokoláda | Chocolate
        kuřecí prsa | Chicken Breast
        toaletní papír | Toilet Paper
        prášek na praní | Laundry Detergent
        pytle na odpadky | Trash Bags
        těsto na pizzu | Pizza Dough
        zubní pasta | Toothpaste
        šunka od kosti | Ham
        toastový chléb | Toast Bread
        ginger ale | Lemonade
        olivového oleje | Olive Oil
        kuřecích prsou | Chicken Breast
        hovězího masa | Beef
        moučkového cukru | Powdered Sugar
        hub | Mushroom
        červené víno | Red Wine
        piva | Beer
        plenky | Diapers
        granule pro psy | Dog Food
        leche | Milk
        leche fresca | Milk
        huevos | Egg
        manzanas | Apple
        limones | Lemon
        pan | Bread
        pan de maíz | Bread
        aceite de oliva | Olive Oil
        aceite de oliva virgen | Olive Oil
        papel higiénico | Toilet Paper
        jamón | Ham
        JAMON | Ham
        zanahorias | Carrot
        nueces | Walnut
        cerveza | Beer
        lait | Milk
        œufs | Egg
        oeufs | Egg
        pommes de terre | Potato
        bio pomme de terre | Potato
        pommes | Apple
        bouteille de vin | Wine
        fromage râpé | Grated Cheese
        thé | Tea
        té | Tea
        beurre doux | Butter
        poireaux | Leek
        pâtes | Pasta
        pâté | Liver Pate
        Milch | Milk
        Bio-Milch | Milk
        Eier | Egg
        Ei | Egg
        Bananen | Banana
        Tomaten | Tomato
        Äpfel | Apple
        Kartoffeln | Potato
        Brötchen | Roll
        Käse | Cheese
        Kase | Cheese
        Hähnchenbrust | Chicken Breast
        Möhren | Carrot
        Rote Bete | Beetroot
        Klopapier | Toilet Paper
        Spülmittel | Dish Soap
        Petersilie | Parsley
        Erdbeeren | Strawberry
        Gurken | Cucumber
        """;

    private static readonly GroceryDictionary _dictionary = new();

    public static TheoryData<string, string> KnownRows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var line in Known.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                rows.Add(cells[0], cells[1]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(KnownRows))]
    public void Find_WhatFamiliesWrite_IsKnown(string text, string standardName) =>
        Assert.Equal(standardName, _dictionary.Find(text)?.StandardName);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("...")]
    [InlineData("m")]
    [InlineData("mi")]
    [InlineData("mil")]
    [InlineData("ric")]
    [InlineData("app")]
    [InlineData("chee")]
    [InlineData("mlé")]
    [InlineData("the")]
    [InlineData("te")]
    [InlineData("the best of")]
    [InlineData("xylophone")]
    [InlineData("frying pan")]
    [InlineData("coffee mug")]
    [InlineData("mug for coffee")]
    [InlineData("sklenice na víno")]
    [InlineData("cheese grater")]
    [InlineData("milk frother")]
    [InlineData("bubble wrap")]
    [InlineData("vacuum cleaner")]
    [InlineData("anti-wrinkle cream")]
    [InlineData("egg free")]
    [InlineData("usb hub")]
    [InlineData("LED lampa")]
    [InlineData("hamster")]
    [InlineData("milkshakes")]
    [InlineData("123")]
    [InlineData("🍎")]
    public void Find_NothingKnown_DoesNotGuess(string text) => Assert.Null(_dictionary.Find(text));

    [Fact]
    public void Find_Match_SaysHowItMatched()
    {
        Assert.True(_dictionary.Find(" MOUKA ")!.MatchedExactly);
        Assert.True(_dictionary.Find("mleko")!.MatchedExactly);
        Assert.False(_dictionary.Find("mouky")!.MatchedExactly);
        Assert.False(_dictionary.Find("bílé mouky")!.MatchedExactly);
        Assert.False(_dictionary.Find("my milk")!.MatchedExactly);
    }

    [Fact]
    public void Find_Grocery_ComesWithAllThatIsKnown()
    {
        var milk = _dictionary.Find("mléko")!;
        Assert.Equal(("Milk", "Dairy", "local_drink"), (milk.StandardName, milk.Category, milk.Icon));
        Assert.Equal(("mléko", "leche", "lait", "Milch"),
            (milk.Translations["cs"], milk.Translations["es"], milk.Translations["fr"], milk.Translations["de"]));
    }

    [Fact]
    public void Find_AnyText_NeverFails()
    {
        var random = new Random(20_261_121);
        for (var round = 0; round < 10_000; round++)
        {
            _dictionary.Find(string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(0, 0x10000))));
            _dictionary.Find(string.Join(' ', random.GetItems(["a", "of", "de", "milk", "pan", "free", "mug", "ek", "s", "x"], random.Next(1, 20))));
        }

        Assert.Null(_dictionary.Find(new string('a', 100_000)));
        Assert.Equal("Milk", _dictionary.Find("milk " + new string('a', 100_000))?.StandardName);
    }
}

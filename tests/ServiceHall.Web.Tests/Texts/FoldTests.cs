using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Texts;

/// <summary>One thing written in two ways is one thing.</summary>
public class FoldTests
{
    [Theory]
    [InlineData("A161", "Ａ１６１")]
    [InlineData("T17", "t17")]
    [InlineData("T17", "Ｔ１７")]
    [InlineData("P0002", "ｐ０００２")]
    [InlineData("市场监管局", "市场 监管局")]
    [InlineData("市场监管局", " 市场　监管局\u00A0")]
    [InlineData("市场监管局", "市场\u200B监管局\uFEFF")]
    [InlineData("市场监管局", "\u202E市场监管局\u202C")]
    [InlineData("买买提·艾力", "买买提•艾力")]
    [InlineData("买买提·艾力", "买买提・艾力")]
    [InlineData("买买提·艾力", "买买提‧艾力")]
    [InlineData("买买提·艾力", "买买提･艾力")]
    [InlineData("买买提·艾力", "买买提∙艾力")]
    [InlineData("A-01", "Ａ－０１")]
    [InlineData("A-01", "A–01")]
    [InlineData("工务处", "⼯务处")]
    [InlineData("葛先生", "葛\U000E0100先生")]
    [InlineData("é", "e\u0301")]
    public void Is_one(string one, string other) => Assert.True(Fold.Same(one, other), $"{Fold.Key(one)} ≠ {Fold.Key(other)}");

    [Theory]
    [InlineData("A161", "A162")]
    [InlineData("A1", "A.1")]
    [InlineData("吉庆", "𠮷庆")]
    [InlineData("买买提", "买买·提")]
    [InlineData("A-01", "A01")]
    public void Is_another(string one, string other) => Assert.False(Fold.Same(one, other));

    [Theory]
    [InlineData("")]
    [InlineData(" \u3000\u200B\t")]
    public void Of_nothing_there_is_no_key(string text) => Assert.Equal("", Fold.Key(text));

    [Fact]
    public void What_is_no_character_has_a_key_like_any() =>
        Assert.All(["a\uD842", "\uFFFEa\uFFFF", "a\0"], text => Assert.Contains('A', Fold.Key(text)));
}

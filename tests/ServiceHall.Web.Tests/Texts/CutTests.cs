using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Texts;

/// <summary>Nobody's character is torn.</summary>
public class CutTests
{
    private const string Family = "👨‍👩‍👧";

    [Theory]
    [InlineData("家里有事", 4, "家里有事")]
    [InlineData("家里有急事", 4, "家里有…")]
    [InlineData("家里𠮷事多", 4, "家里…")]
    [InlineData("家葛\U000E0100事多", 4, "家…")]
    [InlineData("我" + Family + "都在", 9, "我…")]
    [InlineData("我" + Family + "都在", 10, "我" + Family + "…")]
    [InlineData("", 4, "")]
    public void A_long_text_ends_behind_a_whole_character(string text, int most, string cut)
    {
        Assert.Equal(cut, Cut.To(text, most));
        Assert.InRange(Cut.To(text, most).Length, 0, most);
    }

    [Theory]
    [InlineData("病假条𠮷.pdf", 4, "病假条")]
    [InlineData("病假条𠮷.pdf", 5, "病假条𠮷")]
    public void Without_a_sign_too(string text, int most, string cut) => Assert.Equal(cut, Cut.Bare(text, most));

    [Theory]
    [InlineData("𠮷庆日放假", "𠮷")]
    [InlineData("葛\U000E0100庆日", "葛\U000E0100")]
    [InlineData("元旦", "元")]
    [InlineData("", "")]
    public void The_first_character_is_what_people_see(string text, string first) => Assert.Equal(first, Cut.First(text));

    [Theory]
    [InlineData("12345678", "12345678")]
    [InlineData("0𠮷2345678", "…𠮷2345678")]
    public void And_the_last_ones(string text, string last) => Assert.Equal(last, Cut.Last(text, 8));

    [Fact]
    public void A_heap_of_marks_is_cut_without_tearing_a_pair()
    {
        var heap = "a" + string.Concat(Enumerable.Repeat("\U000E0100", 50));
        Assert.All(Enumerable.Range(2, 20), most =>
        {
            var cut = Cut.To(heap, most);
            Assert.InRange(cut.Length, 1, most);
            Assert.True(Characters.IsSound(cut));
        });
    }

    [Fact]
    public void People_count_what_they_see() => Assert.Equal(4, Cut.Count("𠮷葛\U000E0100" + Family + "é"));
}

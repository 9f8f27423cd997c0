import { words } from "./words.ts";

/** Words for English templates and perturbations. */
export interface EnglishLexicons {
  /** Given names of men. */
  readonly male: readonly string[];
  /** Given names of women. */
  readonly female: readonly string[];
  /** Given names of both. */
  readonly firstName: readonly string[];
  readonly lastName: readonly string[];
  readonly city: readonly string[];
  readonly country: readonly string[];
  readonly nationality: readonly string[];
  readonly religion: readonly string[];
  /** Followers of a religion, as adjectives. */
  readonly religionAdjective: readonly string[];
  /** Orientations and identities, as adjectives. */
  readonly sexualAdjective: readonly string[];
  readonly profession: readonly string[];
  /** Adjectives of praise. */
  readonly positive: readonly string[];
  /** Adjectives of blame. */
  readonly negative: readonly string[];
  /** Adjectives that judge nothing. */
  readonly neutral: readonly string[];
  /** Adverbs that strengthen. */
  readonly intensifier: readonly string[];
  /** Adverbs that weaken. */
  readonly reducer: readonly string[];
  readonly company: readonly string[];
  readonly month: readonly string[];
  readonly weekday: readonly string[];
}

/**
 * The English word lists of the package.
 *
 * @returns the lists by name, for `editor({ lexicons: english() })`.
 *
 * @example
 * ```ts
 * import { english } from "@mlsys/behavior";
 *
 * english().weekday.length; // => 7
 * english().country.includes("Finland"); // => true
 * ```
 */
export function english(): EnglishLexicons {
  const male = words(MALE);
  const female = words(FEMALE);
  return {
    male,
    female,
    firstName: male.flatMap((name, i) => [name, female[i] ?? name]),
    lastName: words(LAST),
    city: words(CITIES),
    country: words(COUNTRIES),
    nationality: words(NATIONALITIES),
    religion: words("Christianity, Islam, Hinduism, Buddhism, Judaism, Sikhism, Taoism, Shinto, atheism, agnosticism"),
    religionAdjective: words(
      "Christian, Catholic, Protestant, Orthodox, Muslim, Sunni, Shia, Hindu, Buddhist, Jewish, Sikh, atheist, agnostic",
    ),
    sexualAdjective: words(
      "asexual, bisexual, heterosexual, homosexual, gay, lesbian, straight, queer, transgender, nonbinary, cisgender",
    ),
    profession: words(PROFESSIONS),
    positive: words(
      "good, great, excellent, amazing, beautiful, fantastic, nice, incredible, exceptional, awesome, perfect, brilliant, wonderful, lovely, superb, outstanding, strong, impressive, solid, favourable",
    ),
    negative: words(
      "bad, awful, horrible, terrible, poor, lousy, weak, sad, frustrating, nasty, annoying, boring, dreadful, ugly, unpleasant, disappointing, miserable, painful, unfavourable, dismal",
    ),
    neutral: words(
      "American, international, commercial, British, private, Italian, Indian, Australian, annual, quarterly, public, local, daily, European",
    ),
    intensifier: words(
      "very, really, absolutely, truly, extremely, quite, incredibly, especially, exceptionally, utterly, totally, particularly, remarkably, highly",
    ),
    reducer: words(
      "somewhat, kind of, mostly, probably, generally, reasonably, a little, a bit, slightly, rather, fairly",
    ),
    company: words(
      "Nokia, Siemens, Volvo, Ericsson, Philips, Unilever, Bosch, Toyota, Samsung, Sony, Nestle, Novartis, Airbus, Maersk, Carlsberg, Heineken, Danone, Michelin, Electrolux, Kone",
    ),
    month: words("January, February, March, April, May, June, July, August, September, October, November, December"),
    weekday: words("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"),
  };
}

const MALE =
  "James, John, Robert, Michael, William, David, Richard, Joseph, Thomas, Charles, Christopher, Daniel, Matthew, Anthony, Mark, Donald, Steven, Paul, Andrew, Joshua, Kenneth, Kevin, Brian, George, Edward, Ronald, Timothy, Jason, Jeffrey, Ryan, Jacob, Gary, Nicholas, Eric, Jonathan, Stephen, Larry, Justin, Scott, Brandon, Benjamin, Samuel, Gregory, Alexander, Frank, Patrick, Raymond, Jack, Dennis, Jerry, Tyler, Aaron, Jose, Adam, Nathan, Henry, Douglas, Zachary, Peter, Kyle, Ethan, Walter, Noah, Jeremy, Christian, Keith, Roger, Terry, Austin, Sean, Gerald, Carl, Harold, Dylan, Arthur, Lawrence, Jordan, Jesse, Bryan, Billy, Bruce, Gabriel, Joe, Logan, Alan, Juan, Albert, Willie, Elijah, Wayne, Randy, Vincent, Mason, Roy, Ralph, Bobby, Russell, Bradley, Philip, Carlos";
const FEMALE =
  "Mary, Patricia, Jennifer, Linda, Elizabeth, Barbara, Susan, Jessica, Sarah, Karen, Lisa, Nancy, Betty, Sandra, Margaret, Ashley, Kimberly, Emily, Donna, Michelle, Carol, Amanda, Melissa, Deborah, Stephanie, Rebecca, Sharon, Laura, Cynthia, Dorothy, Amy, Kathleen, Angela, Shirley, Emma, Brenda, Pamela, Nicole, Anna, Samantha, Katherine, Christine, Debra, Rachel, Carolyn, Janet, Maria, Olivia, Heather, Helen, Catherine, Diane, Julie, Victoria, Joyce, Lauren, Kelly, Christina, Ruth, Joan, Virginia, Judith, Evelyn, Hannah, Andrea, Megan, Cheryl, Jacqueline, Madison, Teresa, Abigail, Sophia, Martha, Sara, Gloria, Janice, Kathryn, Ann, Isabella, Judy, Charlotte, Julia, Grace, Amber, Alice, Jean, Denise, Frances, Danielle, Marilyn, Natalie, Beverly, Diana, Brittany, Theresa, Kayla, Alexis, Doris, Lori, Tiffany";
const LAST =
  "Smith, Johnson, Williams, Brown, Jones, Garcia, Miller, Davis, Rodriguez, Martinez, Hernandez, Lopez, Gonzalez, Wilson, Anderson, Thomas, Taylor, Moore, Jackson, Martin, Lee, Perez, Thompson, White, Harris, Sanchez, Clark, Ramirez, Lewis, Robinson, Walker, Young, Allen, King, Wright, Scott, Torres, Nguyen, Hill, Flores, Green, Adams, Nelson, Baker, Hall, Rivera, Campbell, Mitchell, Carter, Roberts, Gomez, Phillips, Evans, Turner, Diaz, Parker, Cruz, Edwards, Collins, Reyes, Stewart, Morris, Morales, Murphy, Cook, Rogers, Gutierrez, Ortiz, Morgan, Cooper, Peterson, Bailey, Reed, Kelly, Howard, Ramos, Kim, Cox, Ward, Richardson, Watson, Brooks, Chavez, Wood, Bennett, Gray, Mendoza, Ruiz, Hughes, Price, Alvarez, Castillo, Sanders, Patel, Myers, Long, Ross, Foster, Jimenez, Powell";
const CITIES =
  "London, Paris, Berlin, Madrid, Rome, Vienna, Amsterdam, Brussels, Copenhagen, Stockholm, Oslo, Helsinki, Dublin, Lisbon, Athens, Warsaw, Prague, Budapest, Zurich, Geneva, Munich, Hamburg, Frankfurt, Milan, Naples, Barcelona, Lyon, Marseille, Manchester, Birmingham, Glasgow, Edinburgh, Istanbul, Moscow, Kyiv, Tallinn, Riga, Vilnius, New York, Los Angeles, Chicago, Houston, Phoenix, Philadelphia, San Diego, Dallas, Austin, San Francisco, Seattle, Denver, Boston, Detroit, Atlanta, Miami, Minneapolis, Portland, Baltimore, Pittsburgh, Cleveland, Newark, Hartford, Las Vegas, Toronto, Montreal, Vancouver, Mexico City, Bogota, Lima, Santiago, Buenos Aires, Sao Paulo, Cairo, Lagos, Nairobi, Johannesburg, Cape Town, Dubai, Riyadh, Tehran, Mumbai, Delhi, Bangalore, Karachi, Dhaka, Bangkok, Jakarta, Manila, Hanoi, Singapore, Hong Kong, Shanghai, Beijing, Shenzhen, Taipei, Seoul, Tokyo, Osaka, Sydney, Melbourne, Auckland";
const COUNTRIES =
  "Argentina, Australia, Austria, Bangladesh, Belgium, Brazil, Bulgaria, Canada, Chile, China, Colombia, Croatia, Cuba, Denmark, Egypt, Estonia, Ethiopia, Finland, France, Germany, Ghana, Greece, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Japan, Kenya, Latvia, Lithuania, Luxembourg, Malaysia, Mexico, Morocco, Nepal, Netherlands, New Zealand, Nigeria, Norway, Pakistan, Peru, Philippines, Poland, Portugal, Romania, Russia, Saudi Arabia, Serbia, Singapore, Slovakia, Slovenia, South Africa, South Korea, Spain, Sweden, Switzerland, Tanzania, Thailand, Tunisia, Turkey, Uganda, Ukraine, Uruguay, Venezuela, Vietnam";
const NATIONALITIES =
  "American, Argentine, Australian, Austrian, Bangladeshi, Belgian, Brazilian, British, Bulgarian, Canadian, Chilean, Chinese, Colombian, Croatian, Cuban, Danish, Dutch, Egyptian, Estonian, Ethiopian, Finnish, French, German, Ghanaian, Greek, Hungarian, Icelandic, Indian, Indonesian, Iranian, Iraqi, Irish, Israeli, Italian, Japanese, Kenyan, Korean, Latvian, Lithuanian, Malaysian, Mexican, Moroccan, Nepalese, Nigerian, Norwegian, Pakistani, Peruvian, Philippine, Polish, Portuguese, Romanian, Russian, Saudi, Serbian, Slovak, Slovene, Spanish, Swedish, Swiss, Tanzanian, Thai, Tunisian, Turkish, Ugandan, Ukrainian, Venezuelan, Vietnamese";
const PROFESSIONS =
  "accountant, actor, analyst, architect, artist, auditor, banker, broker, carpenter, chef, clerk, consultant, dentist, designer, doctor, driver, economist, editor, electrician, engineer, farmer, firefighter, journalist, judge, lawyer, librarian, manager, mechanic, musician, nurse, photographer, physicist, pilot, plumber, poet, programmer, researcher, salesperson, scientist, secretary, soldier, student, surgeon, teacher, technician, trader, translator, waiter, writer";

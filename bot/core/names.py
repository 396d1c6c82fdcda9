"""Words that name a person or a number, for the redaction of gaps.

Given names are the frequent ones of the languages that the bot is asked in, as far as they are not
also everyday English words; those that are stand apart and count only when capitalised.
"""

from bot.core.lexicon import listed

GIVEN_NAMES = listed(
    """
    aaron adam adrian aisha alan alban albert alejandro alessandro alex alexander alexandra
    alexei alfred ali alice alicia alina amanda amelia amir amy ana anastasia anders andre
    andrea andreas andrei andrew andrey andy angela angelo angus anita anja anna anne annette
    annie anthony anton antonio antonia arjun arne arnold arthur ashley astrid audrey aurelie
    axel ayse barbara barry bart bartek beata beatrice becky ben benedikt benjamin bernard
    bernd bernhard beth betty bianca birgit bjorn bob bobby boris brad bradley brandon brenda
    brendan brian bridget bruce bruno bryan callum cameron camilla carl carla carlos carmen
    carol carolina caroline carolyn catarina catherine cathy cecilia chad charles charlie
    charlotte chen cheryl chloe chris christian christina christine christoph christophe
    christopher cindy claire clara clarissa claude claudia claus clement clive colin connor
    corey craig cristian cynthia dagmar daisy damian damien dan daniel daniela daniele
    danielle danny darren dario dave david deborah debbie debra denis denise dennis derek
    derrick diana diane diego dieter dimitri dirk dmitri dmitry dominic dominik donald donna
    dora doris dorothy doug douglas duncan dustin dylan ed eddie edgar edith eduardo edward
    edwin ekaterina elaine elena eleanor elias elisabeth elizabeth elke ella ellen elliot
    emilia emilie emily emma emre enrico enrique eric erica erik erika erin ernst ersin esther
    ethan eugene eva evan evelyn fabian fabio fatima fatma federico felipe felix fernanda
    fernando filip finn fiona florian frances francesca francesco francine francisco francois
    franz fred freddie frederic frederick friedrich fritz gabriel gabriela gareth gary gavin
    geoff geoffrey george georgia gerald gerard gerhard gilles giorgio giovanni giulia
    giuseppe glen glenn gloria gonzalo gordon graham greg gregor gregory gretchen guido
    guillaume gunter gustav hamza hannah hanna hans harald harold harriet harris harry harvey
    hassan heather hector heidi heiko heinz helen helena helga hendrik henk henri henrik henry
    herbert herman holger howard hugh hugo ian ibrahim ignacio igor ilya imran ingrid ines
    irene irina isabel isabella isabelle ivan jacob jacqueline jacques jaime jake jakub james
    jamie jan jane janet janice jared jasmine jason javier jean jeff jeffrey jelena jennifer
    jenny jens jeremy jerome jerry jesse jessica jesus jill jim jimmy joachim joan joanna
    joanne joao jochen joe joel joelle joey johan johann johanna johannes john johnny jon
    jonas jonathan joost jordi jorge jose josef joseph joshua juan juana judith judy jules
    julia julian juliana julie julien julio jurgen justin justyna kai kamil karen karin karina
    karl karol karolina kate katarina katarzyna katharina katherine kathleen kathryn kathy
    katie katja katrin kayla keith kelly ken kenneth kenny kerstin kevin khalid kieran kim
    kimberly kirsten klaus konrad konstantin krishna kristen kristian kristina krzysztof kurt
    kyle lars larry laszlo laura lauren laurent lea leah leo leon leonard leonardo leslie
    lewis liam lidia lina linda lisa logan lois lorenzo lorraine louis louisa louise luca
    lucas lucia luciano lucy ludwig luigi luis luisa lukas luke lydia lynn maciej madeleine
    madison magda magdalena malcolm manfred manuel manuela marc marcel marcelo marcin marco
    marcos marcus margaret margarita maria mariana marie marina mario marion marius marta
    martha martin martina marvin mary mateo mateusz mathias mathieu matt matteo matthew
    matthias maurice mauricio mauro max maxim maxime megan mehmet melanie melissa mia michael
    michaela michal michel michele michelle miguel mikael mike mikhail milan miriam mirko
    mohamed mohammad mohammed moira monica monika monique moritz muhammad murat mustafa nadia
    nadine nancy naomi natalia natalie natasha nathan neil nicholas nick nicola nicolas nicole
    niels nigel nikhil nikita niklas nikolai nina nora norbert norman olaf oleg olga oliver
    olivia olivier omar oscar oskar otto owen pablo pamela paola paolo pascal patricia patrick
    patrizia paul paula paulo pavel pedro peggy penelope peter petra phil philip philipp
    philippe phillip phoebe pierre pietro piotr priya rachel rafael rahul rainer raj rajesh
    ralf ralph ramon randy raphael raquel raul raymond rebecca regina reinhard renata renate
    rene ricardo riccardo richard rick ricky rita robert roberta roberto robin rodrigo roger
    roland rolf roman romain ron ronald ronnie rosa rosemary ross roy ruben rudolf rupert
    russell ruth ryan sabine sabrina sally salvatore sam samantha samuel sandra sandro sanjay
    santiago sara sarah sascha scott sean sebastian selma serge sergei sergey sergio shane
    shannon sharon shaun shawn sheila shirley silke silvia simon simone sofia sonia sonja
    sophia sophie stacy stan stanislav stefan stefania stefano steffen stephan stephanie
    stephen steve steven stewart stuart sunil susan susanne suzanne svetlana sven sylvia
    tamara tanja tanya tara tatiana ted teresa teresita terry thea theo theodor theresa
    thierry thomas thorsten tiffany tim timothy tina tobias todd tom tomas tomasz tommy tony
    torsten tracey tracy travis trevor tristan troy tyler ulrich umberto ursula uwe valentina
    valeria valerie vanessa vera veronica veronika victor victoria vikram viktor vincent
    vincenzo virginia vivian vlad vladimir walter wanda wayne wendy werner wilhelm william
    wojciech wolfgang xavier yan yann yannick yasmin yosef youssef yuri yusuf yves yvonne zach
    zachary zoe zofia
    """
)

ALSO_WORDS = listed(
    """
    art bill bud chase chuck clay cliff dale dean dick drew faith frank gene grace grant guy
    hope jack joy june kit lance lane lily mark miles nelson pat rose ray rob sandy sky stone
    sue terry
    """
)

NUMBER_WORDS = listed(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million half quarter dozen twice thrice double triple
    """
)
